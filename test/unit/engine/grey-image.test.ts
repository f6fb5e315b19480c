import { expect, test } from "vitest";
import { EngineError } from "../../../src/engine/errors.ts";
import { checkGreyImage, fingerprint, type GreyImage, halved, toGrey } from "../../../src/engine/grey-image.ts";

test("colours become their luma, and grey stays grey", () => {
  const rgba = Uint8ClampedArray.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 0, 77, 77, 77, 255);
  expect([...toGrey(rgba, 5, 1).pixels]).toEqual([76, 150, 29, 255, 77]);
});

test("half as wide and high, each pixel is the mean of four", () => {
  const image = { width: 5, height: 3, pixels: Uint8Array.of(0, 1, 255, 255, 9, 2, 3, 255, 255, 9, 9, 9, 9, 9, 9) };
  expect(halved(image)).toEqual({ width: 2, height: 1, pixels: Uint8Array.of(2, 255) });
});

test.each<[string, GreyImage]>([
  ["no size", { width: 0, height: 0, pixels: new Uint8Array(0) }],
  ["a width that is no number", { width: Number.NaN, height: 2, pixels: new Uint8Array(4) }],
  ["half a pixel", { width: 2.5, height: 2, pixels: new Uint8Array(5) }],
  ["too few pixels", { width: 4, height: 4, pixels: new Uint8Array(15) }],
  ["four bytes a pixel", { width: 2, height: 2, pixels: new Uint8ClampedArray(16) }],
  ["pixels that are no bytes", { width: 2, height: 2, pixels: [1, 2, 3, 4] as unknown as Uint8Array }],
])("a picture with %s is refused with a sentence", (_, image) => {
  expect(() => checkGreyImage(image)).toThrow(EngineError);
  expect(() => checkGreyImage(image)).toThrow(/\.$/);
});

test("the mean of four is the same wherever the picture lies in memory", () => {
  const [width, height] = [12, 7];
  const levels = Uint8Array.from({ length: width * height }, (_, i) => (i * 89) % 256);
  const shifted = new Uint8Array(levels.length + 1).subarray(1);
  shifted.set(levels);
  const image = { width, height, pixels: levels };
  expect(halved({ ...image, pixels: shifted })).toEqual(halved(image));
  expect(fingerprint({ ...image, pixels: shifted })).toBe(fingerprint(image));
});

test("a picture that differs in one level or in its shape has another fingerprint", () => {
  const image = { width: 4, height: 2, pixels: new Uint8Array(8) };
  expect(fingerprint(image)).toBe(fingerprint({ ...image, pixels: new Uint8Array(8) }));
  expect(fingerprint(image)).not.toBe(fingerprint({ ...image, pixels: Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 0) }));
  expect(fingerprint(image)).not.toBe(fingerprint({ ...image, width: 2, height: 4 }));
});
