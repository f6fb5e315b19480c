import { expect, test } from "vitest";
import { EngineError } from "../../../src/engine/errors.ts";
import { checkGreyImage, fingerprint, type GreyImage, toGrey, toRgba } from "../../../src/engine/grey-image.ts";

test("colours become their luma, and grey stays grey", () => {
  const rgba = Uint8ClampedArray.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 0, 77, 77, 77, 255);
  expect([...toGrey(rgba, 5, 1).pixels]).toEqual([76, 150, 29, 255, 77]);
});

test("grey levels survive the way to RGBA and back", () => {
  const image = { width: 16, height: 16, pixels: Uint8Array.from({ length: 256 }, (_, i) => i) };
  const rgba = toRgba(image);
  expect([...rgba.slice(0, 8)]).toEqual([0, 0, 0, 255, 1, 1, 1, 255]);
  expect(toGrey(rgba, 16, 16)).toEqual(image);
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

test("a picture that differs in one level or in its shape has another fingerprint", () => {
  const image = { width: 4, height: 2, pixels: new Uint8Array(8) };
  expect(fingerprint(image)).toBe(fingerprint({ ...image, pixels: new Uint8Array(8) }));
  expect(fingerprint(image)).not.toBe(fingerprint({ ...image, pixels: Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 0) }));
  expect(fingerprint(image)).not.toBe(fingerprint({ ...image, width: 2, height: 4 }));
});
