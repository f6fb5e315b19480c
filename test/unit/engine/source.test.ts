import { expect, test } from "vitest";
import { mirrored } from "../../../src/engine/crop.ts";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { type Face, moved, scaled } from "../../../src/engine/face.ts";
import type { GreyImage } from "../../../src/engine/grey-image.ts";
import { DETECT_EVERY_S, Source } from "../../../src/engine/source.ts";
import { drawnFace, emptyRoom } from "./drawn-face.ts";

const MODEL = { version: "", labels: EXPRESSIONS, size: 48, mean: 128, std: 64, temperature: 1, abstainBelow: 0.5 };

/** A source with a detector that is told what is in the picture, and counts how often it was asked. */
function watched() {
  const detections: boolean[] = [];
  const views: (readonly Float32Array[])[][] = [];
  let present: readonly Face[] = [];
  let around: Face | null = null;
  let nearby: readonly Face[] = [];
  let lastId = 0;
  let searches = 0;
  const detect = (_: GreyImage, surrounded: boolean) => {
    detections.push(surrounded);
    return present;
  };
  const search = () => {
    searches++;
    return present;
  };
  const detector = {
    detect,
    search,
    near: (_: GreyImage, missed: readonly Face[]) => (missed.length > 0 ? nearby : []),
    again: () => around,
  };
  const source = new Source("tile", detector, MODEL, () => ++lastId);
  return {
    detections,
    get searches() {
      return searches;
    },
    /** The crops that were to be read, of each face in each picture. */
    views,
    /** What is found around the places where faces were. */
    putAround(face: Face | null) {
      around = face;
    },
    /** What is found where those were whom a glance has missed. */
    putNear(faces: readonly Face[]) {
      nearby = faces;
    },
    /** Shows a picture with the expression's logit at 3; the ids of the faces read in it. */
    show(image: GreyImage, faces: readonly Face[], timeMs: number, expression = 0, thorough?: boolean) {
      present = faces;
      const sights = source.look(image, timeMs, thorough);
      views.push((sights ?? []).map(({ crops }) => crops));
      const logits = (sights ?? [])
        .flatMap(({ crops }) => crops)
        .map(() => Float32Array.from(EXPRESSIONS, (_, i) => (i === expression ? 3 : 0)));
      return source.read(sights, logits.values(), timeMs);
    },
  };
}

/** In one picture, at these places from the left. */
function twoFaces(left: number, right: number, smile = 0): { image: GreyImage; faces: readonly Face[] } {
  const [one, other] = [drawnFace(left, 30, smile), drawnFace(right, 30)];
  const pixels = one.image.pixels.map((level, i) => Math.max(level, other.image.pixels[i] ?? 0));
  return { image: { ...one.image, pixels }, faces: [one, other] };
}

/** Twice as wide and high. */
function enlarged({ width, height, pixels }: GreyImage): GreyImage {
  const from = (i: number) => width * Math.floor(i / (4 * width)) + ((i % (2 * width)) >> 1);
  const larger = Uint8Array.from({ length: 4 * pixels.length }, (_, i) => pixels[from(i)] ?? 0);
  return { width: 2 * width, height: 2 * height, pixels: larger };
}

test("between detections a face is followed, and detected anew after a second", () => {
  const { show, detections } = watched();
  const perSecond = 4;
  for (let i = 0; i <= 2 * perSecond; i++) {
    const face = drawnFace(40 + i, 30);
    const [reading, ...others] = show(face.image, [face], (i * 1000) / perSecond);
    expect(others).toEqual([]);
    expect(reading?.faceId).toBe(1);
    expect(reading?.box.x).toBeCloseTo(40 + i, 0);
  }
  expect(detections).toHaveLength(1 + 2 / DETECT_EVERY_S);
});

test("a face is read as it is and mirrored at first, later in turns", () => {
  const { show, views } = watched();
  for (let i = 0; i < 4; i++) {
    const face = drawnFace(40 + i, 30);
    // Lit from the right.
    const pixels = face.image.pixels.map((level, at) => level + (at % face.image.width) / 4);
    show({ ...face.image, pixels }, [face], i * 250);
  }
  expect(views.map(([crops]) => crops?.length)).toEqual([2, 1, 1, 1]);
  const [[both], [second], [third], [fourth]] = views as [
    Float32Array[][],
    Float32Array[][],
    Float32Array[][],
    Float32Array[][],
  ];
  const [plain, inMirror] = both as [Float32Array, Float32Array];
  expect(mirrored(plain)).toEqual(inMirror);
  const distance = (one: Float32Array, other: Float32Array) =>
    one.reduce((sum, level, i) => sum + Math.abs(level - (other[i] ?? 0)), 0);
  const isMirrored = [second, third, fourth].map(
    (crops) => distance(crops?.[0] as Float32Array, inMirror) < distance(crops?.[0] as Float32Array, plain),
  );
  expect(isMirrored[0]).not.toBe(isMirrored[1]);
  expect(isMirrored[0]).toBe(isMirrored[2]);
});

test("a face is the same in pictures of another size, and shows what it showed a moment ago, too", () => {
  const { show, detections } = watched();
  const face = drawnFace(40, 30);
  show(face.image, [face], 0);
  const larger = scaled(drawnFace(41, 30), 2);
  const [followed] = show(enlarged(drawnFace(41, 30).image), [larger], 250, 1);
  expect(followed?.faceId).toBe(1);
  expect(followed?.box.width).toBeCloseTo(larger.box.width);
  expect(followed?.probabilities[0], "smoothed").toBeGreaterThan(0.4);
  expect(detections).toHaveLength(1);
  const smaller = drawnFace(42, 30);
  expect(show(smaller.image, [smaller], 1000)[0]?.faceId, "detected").toBe(1);
  expect(detections).toHaveLength(2);
});

test("the box of a face that is followed over its picture's edge ends there", () => {
  const { show } = watched();
  for (let i = 0; i < 4; i++) {
    const face = drawnFace(4 - 2 * i, 30);
    const [reading] = show(face.image, [face], i * 250);
    expect(reading?.faceId).toBe(1);
    const { x = -1, width = 0 } = reading?.box ?? {};
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeCloseTo(face.box.x + face.box.width, 0);
  }
});

test("a face that leaves is gone with the first picture without it", () => {
  const { show } = watched();
  const face = drawnFace(40, 30);
  show(face.image, [face], 0);
  expect(show(drawnFace(41, 30).image, [], 250)).toHaveLength(1);
  expect(show(emptyRoom(), [], 500)).toEqual([]);
});

test("a face that comes back at once keeps its id, and is looked for in every picture until then", () => {
  const { show, detections } = watched();
  const face = drawnFace(40, 30);
  show(face.image, [face], 0);
  show(emptyRoom(), [], 250);
  show(emptyRoom(70), [], 500);
  const before = detections.length;
  expect(show(face.image, [face], 750)[0]?.faceId).toBe(1);
  expect(detections.length).toBe(before + 1);
});

test("one of two that changes too much is looked for around its place; the other is followed on", () => {
  const { show, detections, putAround } = watched();
  const ids = (image: GreyImage, faces: readonly Face[], timeMs: number) =>
    show(image, faces, timeMs).map(({ faceId }) => faceId);
  const { image, faces } = twoFaces(20, 90);
  expect(ids(image, faces, 0).sort()).toEqual([1, 2]);
  putAround(faces[0] as Face);
  expect(ids(twoFaces(20, 91, 1).image, [], 200).sort(), "the one is not like before, but there").toEqual([1, 2]);
  expect(detections).toHaveLength(1);

  putAround(null);
  const alone = drawnFace(91, 30);
  expect(ids(alone.image, [alone], 400), "nor there: the whole picture is looked at").toEqual([2]);
  expect(ids(drawnFace(92, 30).image, [], 600), "then it is waited for").toEqual([2]);
  expect(detections).toHaveLength(2);
  putAround(faces[0] as Face);
  expect(ids(drawnFace(93, 30).image, [], 800).sort(), "and is back where it was").toEqual([1, 2]);
  expect(detections).toHaveLength(2);
});

test("what is found around the place of one who is missing is not another's face", () => {
  const { show, putAround } = watched();
  const { image, faces } = twoFaces(20, 90);
  show(image, faces, 0);
  const alone = drawnFace(90, 30);
  putAround(alone);
  expect(show(alone.image, [alone], 250).map(({ faceId }) => faceId)).toEqual([2]);
});

test("who comes to where one who is missing was is not that one, too", () => {
  const { show, putAround } = watched();
  const { image, faces } = twoFaces(20, 90);
  show(image, faces, 0);
  for (let step = 1; step < 14; step++) {
    const walking = drawnFace(20 + 5 * step, 30);
    expect(show(walking.image, [walking], 100 * step).map(({ faceId }) => faceId)).toEqual([1]);
  }
  const there = drawnFace(90, 30);
  putAround(there);
  expect(show(there.image, [there], 1400).map(({ faceId }) => faceId)).toEqual([1]);
});

test("the same picture again is not looked at, and reads the same", () => {
  const { show, detections } = watched();
  const face = drawnFace(40, 30);
  const [first] = show(face.image, [face], 0, 1);
  const [again] = show({ ...face.image, pixels: face.image.pixels.slice() }, [], 5000);
  expect(detections).toHaveLength(1);
  expect(again).toEqual({ ...first, timeMs: 5000 });
});

test("the same picture again is searched where it was not, once", () => {
  const film = watched();
  const { show } = film;
  const { image, faces } = twoFaces(20, 90);
  expect(show(image, faces.slice(0, 1), 0, 0, false)).toHaveLength(1);
  expect(show(image, faces, 250, 0, false)).toHaveLength(1);
  expect(show(image, faces, 500, 0, true)).toHaveLength(2);
  expect(show(image, faces, 750, 0, true)).toHaveLength(2);
  expect(show(image, faces, 1000, 0, false)).toHaveLength(2);
  expect(film.searches).toBe(1);
});

test("whom a glance misses is looked for, also where they touch somebody else, who is not there twice", () => {
  const { show, putNear } = watched();
  const { image, faces } = twoFaces(20, 70);
  const large = enlarged(enlarged(image));
  const [one, other] = faces.map((face) => scaled(face, 4));
  if (!one || !other) throw new Error("There are two.");
  const ids = show(large, [one, other], 0).map(({ faceId }) => faceId);
  expect(ids).toHaveLength(2);
  putNear([other, moved(one, 5, 5)]);
  const later = show({ ...large, pixels: large.pixels.map((level) => level + 1) }, [one], 1000, 0, false);
  expect(later.map(({ faceId }) => faceId).sort()).toEqual(ids.sort());
});

test("a picture that stands still is searched when the time has come", () => {
  const call = watched();
  const face = drawnFace(40, 30);
  const [width, height] = [640, 360];
  const pixels = new Uint8Array(width * height).fill(60);
  for (let y = 0; y < face.image.height; y++) {
    pixels.set(face.image.pixels.subarray(y * face.image.width, (y + 1) * face.image.width), y * width);
  }
  for (let i = 0; i < 40; i++) call.show({ width, height, pixels }, [face], i * 250);
  expect(call.searches).toBe(1);
  expect(call.detections).toHaveLength(1);
});

test("a face is still the same after its picture stood still, also when the next one misses it", () => {
  const { show } = watched();
  const face = drawnFace(40, 30);
  show(face.image, [face], 0);
  show(face.image, [face], 4000);
  const moved = drawnFace(43, 30);
  expect(show(moved.image, [moved], 4250)[0]?.faceId).toBe(1);
  show(moved.image, [moved], 9000);
  expect(show(emptyRoom(), [], 9250)).toEqual([]);
  expect(show(moved.image, [moved], 9500)[0]?.faceId).toBe(1);
});

test("looks too far apart for smoothing read both ways, and what is there now alone", () => {
  const { show, views } = watched();
  const shown = [0, 1, 2].map((i) => {
    const face = drawnFace(40 + i, 30);
    return show(face.image, [face], i * 5000, i)[0];
  });
  expect(shown.map((reading) => reading?.faceId)).toEqual([1, 1, 1]);
  expect(shown.map((reading) => reading?.dominant)).toEqual(EXPRESSIONS.slice(0, 3));
  expect(views.map(([crops]) => crops?.length)).toEqual([2, 2, 2]);
});

test("an empty room is looked at plainly and with a border in turns, the first picture in both ways", () => {
  const { show, detections } = watched();
  for (let i = 0; i < 4; i++) show(emptyRoom(60 + i), [], i * 250);
  expect(detections).toEqual([false, true, true, false, true]);
});

test("readings come largest face first, with what they show", () => {
  const { show } = watched();
  const near = drawnFace(90, 30);
  const far = { ...drawnFace(10, 30), box: { x: 10, y: 30, width: 20, height: 20 } };
  const readings = show(near.image, [far, near], 0, 1);
  expect(readings.map(({ faceId }) => faceId)).toEqual([2, 1]);
  expect(readings[0]).toMatchObject({ source: "tile", timeMs: 0, dominant: "happiness", doubt: null });
  expect(readings[0]?.valence).toBeGreaterThan(0.5);
});

test("what the model is not sure of is ambiguous", () => {
  const { show } = watched();
  const face = drawnFace(40, 30);
  show(face.image, [face], 0, 1);
  // A change half-way between two expressions.
  const [reading] = show(drawnFace(41, 30).image, [face], 350, 3);
  expect(reading?.doubt).toBe("ambiguous");
});
