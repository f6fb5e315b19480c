import { expect, test } from "vitest";
import { GONE_AFTER_S } from "../../../src/engine/tracker.ts";
import { OwnFace } from "../../../src/session/own-face.ts";
import { A_READING } from "./a-reading.ts";

const face = (faceId: number, width = 60) => ({ ...A_READING, faceId, box: { x: 0, y: 0, width, height: width } });
const [ada, ben, photo] = [face(1), face(2, 70), face(3, 25)];
const passer = face(4, 150);

/** Whose face is taken in each of these pictures, four a second. */
function chosen(...pictures: ReturnType<typeof face>[][]): (number | null)[] {
  const own = new OwnFace();
  return pictures.map((readings, i) => own.choose(readings, 250 * i)?.faceId ?? null);
}

/** Pictures until one who is missing is gone, and the one after. */
const untilGone = (...readings: ReturnType<typeof face>[]) =>
  Array.from({ length: 4 * GONE_AFTER_S + 2 }, () => readings);

test("of several faces it is the largest at first, and then the same while it is there", () => {
  expect(chosen([ben, ada], [ben, ada], [ben, ada])).toEqual([2, 2, 2]);
  expect(chosen([ada], [ben, ada], [ben, ada])).toEqual([1, 1, 1]);
});

test("who is missed for a moment, alone or with all, is waited for: nobody beside them counts as them", () => {
  expect(chosen([ada], [ben, ada], [ben], [ben, ada])).toEqual([1, 1, null, 1]);
  expect(chosen([ada], [ben, ada], [], [ben], [ben, ada])).toEqual([1, 1, null, null, 1]);
  expect(chosen([ada, photo], [photo], [photo], [ada, photo])).toEqual([1, null, null, 1]);
});

test("who is gone is not waited for any longer", () => {
  const taken = chosen([ada, photo], ...untilGone(photo), [photo]);
  expect(taken.slice(0, -2)).not.toContain(3);
  expect(taken.slice(-2)).toEqual([3, 3]);
});

test("where time goes back nobody is waited for", () => {
  const own = new OwnFace();
  own.choose([ada, photo], 10_000);
  expect(own.choose([photo], 10_250)).toBeNull();
  expect(own.choose([photo], 5000)).toBe(photo);
});

test("a face that is new counts at once: it may be theirs after a leap", () => {
  expect(chosen([ada], [face(5)])).toEqual([1, 5]);
  expect(chosen([ada, photo], [face(5), photo])).toEqual([1, 5]);
});

test("a face far in front of the one read so far is the participant's; when it has left, the other is at once", () => {
  expect(chosen([photo], [ada, photo], [ada, photo])).toEqual([3, 1, 1]);
  expect(chosen([ada], [passer, ada], [passer, ada], [ada], [ada])).toEqual([1, 4, 4, 1, 1]);
});
