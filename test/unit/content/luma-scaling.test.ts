import { expect, test } from "vitest";
import { scaleLuma } from "../../../src/content/luma-scaling.ts";

/** A plane whose rows are longer than what is seen of them, after some other bytes. */
function plane(width: number, height: number, shade: (x: number, y: number) => number, fullRange = true) {
  const offset = 7;
  const stride = width + 5;
  const bytes = new Uint8Array(offset + stride * height).fill(99);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) bytes[offset + y * stride + x] = shade(x, y);
  return { bytes, offset, stride, width, height, fullRange };
}

test("leaves a plane of the right size as it is", () => {
  const image = scaleLuma(
    plane(3, 2, (x, y) => 10 * y + x),
    3,
    2,
  );
  expect(image).toEqual({ width: 3, height: 2, pixels: Uint8Array.of(0, 1, 2, 10, 11, 12) });
});

test("averages what becomes one pixel", () => {
  expect(
    scaleLuma(
      plane(4, 4, (x) => 100 + (x % 2) * 50),
      2,
      2,
    ).pixels,
  ).toEqual(Uint8Array.of(125, 125, 125, 125));
});

test("keeps left left and top top at ratios that don't come out even", () => {
  const { pixels } = scaleLuma(
    plane(1283, 721, (x, y) => (x < 642 ? 0 : 100) + (y < 361 ? 0 : 50)),
    320,
    180,
  );
  const at = (x: number, y: number) => pixels[y * 320 + x];
  expect([at(10, 10), at(310, 10), at(10, 170), at(310, 170)]).toEqual([0, 100, 50, 150]);
  expect([at(159, 0), at(161, 0), at(0, 89), at(0, 91)]).toEqual([0, 100, 0, 50]);
});

test.each([480, 424, 321])("of %i columns none is left out of 320", (width) => {
  for (let column = 0; column < width; column++) {
    const { pixels } = scaleLuma(
      plane(width, 1, (x) => (x === column ? 255 : 0)),
      320,
      1,
    );
    expect(Math.max(...pixels), `column ${column}`).toBeGreaterThanOrEqual(127);
  }
});

test("stretches video's range of shades to all of them", () => {
  const shades = [0, 16, 126, 235, 255];
  const image = scaleLuma(
    plane(5, 1, (x) => shades[x] ?? 0, false),
    5,
    1,
  );
  expect([...image.pixels]).toEqual([0, 0, 128, 255, 255]);
});
