import { expect, test } from "vitest";
import { cut } from "../../../src/engine/crop.ts";
import type { GreyImage } from "../../../src/engine/grey-image.ts";

const UNCHANGED = { a: 1, b: 0, tx: 0, ty: 0 };

function picture(width: number, height: number, level: (x: number, y: number) => number): GreyImage {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => level(i % width, Math.floor(i / width)));
  return { width, height, pixels };
}

test("one to one, a crop is the picture", () => {
  const image = picture(4, 3, (x, y) => 10 * x + 50 * y);
  expect([...cut(image, UNCHANGED, { x: 0, y: 0, width: 4, height: 3, step: 1 })]).toEqual([...image.pixels]);
});

test("between pixels the crop is interpolated, beyond the border it repeats it", () => {
  const image = picture(2, 1, (x) => 100 * x);
  const row = cut(image, UNCHANGED, { x: -1, y: 0, width: 8, height: 1, step: 0.5 });
  expect([...row]).toEqual([0, 0, 0, 25, 75, 100, 100, 100]);
});

test("reduced, a pixel is the mean of those it covers, so that fine patterns turn grey instead of aliasing", () => {
  const stripes = picture(32, 32, (x) => (x % 2) * 200);
  const half = { a: 0.25, b: 0, tx: 0, ty: 0 };
  const crop = cut(stripes, half, { x: 0, y: 0, width: 8, height: 8, step: 1 });
  for (const level of crop) expect(level).toBeCloseTo(100, 4);
});

test("a quarter turn turns the picture", () => {
  const image = picture(2, 2, (x, y) => 10 * (2 * y + x));
  // x' = 2 − y, y' = x: clockwise.
  const crop = cut(image, { a: 0, b: 1, tx: 2, ty: 0 }, { x: 0, y: 0, width: 2, height: 2, step: 1 });
  expect([...crop]).toEqual([20, 0, 30, 10]);
});
