import { expect, test } from "vitest";
import type { Face } from "../../../src/engine/face.ts";
import { GONE_AFTER_S, Tracker } from "../../../src/engine/tracker.ts";

function face(x: number, y: number, size = 40): Face {
  const point = { x: x + size / 2, y: y + size / 2 };
  const points = { rightEye: point, leftEye: point, nose: point, mouth: point };
  return { box: { x, y, width: size, height: size }, points };
}

function tracker(): Tracker {
  let last = 0;
  return new Tracker(() => ++last);
}

const ids = (tracks: readonly { id: number }[]) => tracks.map(({ id }) => id);

test("faces keep their ids while they move, whatever order they are found in", () => {
  const faces = tracker();
  expect(ids(faces.detect([face(0, 0), face(100, 0)], 0))).toEqual([1, 2]);
  expect(ids(faces.detect([face(92, 5), face(8, 4)], 250))).toEqual([2, 1]);
});

test("a leap of less than the face's width is the same face, a longer one another", () => {
  const faces = tracker();
  faces.detect([face(0, 0)], 0);
  expect(ids(faces.detect([face(35, 0)], 250))).toEqual([1]);
  expect(ids(faces.detect([face(90, 0)], 500))).toEqual([2]);
});

test("a face of another size at a distance is another face", () => {
  const faces = tracker();
  faces.detect([face(0, 0)], 0);
  expect(ids(faces.detect([face(30, 30, 80)], 250))).toEqual([2]);
});

test("a face missing for less than two seconds comes back under its id, later under a new one, and ids are never reused", () => {
  const faces = tracker();
  faces.detect([face(0, 0)], 0);
  expect(faces.detect([], 500)).toEqual([]);
  expect(ids(faces.detect([face(2, 0)], GONE_AFTER_S * 1000))).toEqual([1]);
  faces.detect([], GONE_AFTER_S * 1000 + 100);
  expect(ids(faces.detect([face(2, 0)], GONE_AFTER_S * 3000))).toEqual([2]);
});

test("a missing face is gone where time goes back, as a clock that is set or a film that is wound", () => {
  const faces = tracker();
  faces.detect([face(0, 0)], 10_000);
  faces.detect([], 10_500);
  expect(ids(faces.detect([face(2, 0)], 5000))).toEqual([2]);
  expect(ids(faces.tracks)).toEqual([2]);
});

test("a face that is there in every picture keeps its id, however far apart they are", () => {
  const faces = tracker();
  for (let i = 0; i < 24; i++) expect(ids(faces.detect([face(i, 0), face(100, i)], i * 5000))).toEqual([1, 2]);
  faces.follow(new Map([[1, face(0, 0)]]), 200_000);
  expect(ids(faces.detect([face(0, 0), face(100, 20)], 200_000 + GONE_AFTER_S * 1000)), "since it was missed").toEqual([
    1, 2,
  ]);
});

test("a missing face does not take the id of one that is there", () => {
  const faces = tracker();
  faces.detect([face(0, 0), face(30, 0)], 0);
  expect(ids(faces.detect([face(28, 0)], 250))).toEqual([2]);
  expect(ids(faces.detect([face(28, 0), face(1, 0)], 500))).toEqual([2, 1]);
});
