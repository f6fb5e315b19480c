import { expect, test } from "vitest";
import { CROP_SIZE } from "../../../src/engine/alignment.ts";
import canonicalFace from "../../../src/engine/canonical-face.json" with { type: "json" };
import type { FacePoints } from "../../../src/engine/face.ts";
import type { Point, Size } from "../../../src/engine/geometry.ts";
import { quality } from "../../../src/engine/quality.ts";

const place = ([x = 0, y = 0]: readonly number[], side: number): Point => ({ x: x * side, y: y * side });

/** A face that looks straight ahead, its aligned frame so many pixels wide in the picture. */
function points(side: number, change: Partial<FacePoints> = {}): FacePoints {
  const { rightEye, leftEye, nose, mouth } = canonicalFace.points;
  const front = {
    rightEye: place(rightEye, side),
    leftEye: place(leftEye, side),
    nose: place(nose, side),
    mouth: place(mouth, side),
  };
  return { ...front, ...change };
}

/** Stripes of two grey levels: their mean, and a contrast of half their difference. */
const crop = (dark: number, bright: number) =>
  Float32Array.from({ length: CROP_SIZE * CROP_SIZE }, (_, i) => (i % 2 ? bright : dark));
const GOOD = crop(80, 180);
const PICTURE = { width: 320, height: 180 };

test("a large, bright face that looks straight ahead leaves nothing to wish for", () => {
  expect(quality(points(100), GOOD, PICTURE)).toEqual({ value: 1, doubt: null });
});

test("a face of half the model's resolution is too small, one between the two is less good", () => {
  expect(quality(points(24), GOOD, PICTURE)).toEqual({ value: 0, doubt: "small" });
  const between = quality(points(36), GOOD, PICTURE);
  expect(between.doubt).toBeNull();
  expect(between.value).toBeGreaterThan(0.3);
  expect(between.value).toBeLessThan(0.7);
});

test("a face in the dark, or without contrast, is dark", () => {
  expect(quality(points(100), crop(0, 60), PICTURE).doubt).toBe("dark");
  expect(quality(points(100), crop(120, 140), PICTURE).doubt).toBe("dark");
});

test("a face turned sideways, lowered or raised is turned", () => {
  const nose = (x: number, y: number) => points(100, { nose: { x: x * 100, y: y * 100 } });
  expect(quality(nose(0.7, 0.6), GOOD, PICTURE).doubt).toBe("turned");
  expect(quality(nose(0.3, 0.6), GOOD, PICTURE).doubt).toBe("turned");
  expect(quality(nose(0.5, 0.44), GOOD, PICTURE).doubt).toBe("turned");
  expect(quality(nose(0.5, 0.74), GOOD, PICTURE).doubt).toBe("turned");
  expect(quality(nose(0.55, 0.62), GOOD, PICTURE).doubt).toBeNull();
});

test("a tilted head is not a turned one", () => {
  const tilt = ({ x, y }: Point): Point => ({ x: 100 + 0.8 * x - 0.6 * y, y: 0.6 * x + 0.8 * y });
  const { rightEye, leftEye, nose, mouth } = points(100);
  const tilted = { rightEye: tilt(rightEye), leftEye: tilt(leftEye), nose: tilt(nose), mouth: tilt(mouth) };
  expect(quality(tilted, GOOD, PICTURE)).toEqual({ value: 1, doubt: null });
});

test("a face whose mouth lies beyond an edge of the picture is cut off, by whichever", () => {
  const { mouth } = points(100);
  const cut = (picture: Size) => quality(points(100), GOOD, picture);
  expect(cut({ width: 100, height: mouth.y - 4 })).toEqual({ value: 0, doubt: "cut" });
  expect(cut({ width: mouth.x - 4, height: 100 }).doubt).toBe("cut");
  const aside = (x: number): Partial<FacePoints> => ({ mouth: { x, y: mouth.y } });
  expect(quality(points(100, aside(-4)), GOOD, PICTURE).doubt).toBe("cut");
  const atEdge = cut({ width: 100, height: mouth.y });
  expect(atEdge.doubt).toBeNull();
  expect(atEdge.value).toBeCloseTo(0.25, 1);
  expect(cut({ width: 100, height: mouth.y + 12 }).value).toBe(1);
});
