import type { GreyImage } from "../engine/grey-image.ts";

/**
 * Pixels of the source averaged for one of the result, along a side. Four would take three times as long, and show no
 * more of a picture that a codec has smoothed.
 */
const MAX_TAPS = 2;

/** A plane of one byte a pixel. */
export interface LumaPlane {
  readonly bytes: Uint8Array;
  readonly offset: number;
  /** From one row to the next, in bytes. */
  readonly stride: number;
  readonly width: number;
  readonly height: number;
  /** Whether black is 0 and white 255; else 16 and 235, as ITU-R BT.601 and BT.709 have it. */
  readonly fullRange: boolean;
}

/** Shrinks a plane to `width × height`, which are no larger than its own, by averaging. */
export function scaleLuma(plane: LumaPlane, width: number, height: number): GreyImage {
  const { bytes, offset, stride } = plane;
  const shades = plane.fullRange ? FULL_RANGE : LIMITED_RANGE;
  const columns = taps(plane.width, width);
  const rows = taps(plane.height, height);
  const tapsEach = columns.count * rows.count;
  const sums = new Uint16Array(width);
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let tap = 0; tap < rows.count; tap++) {
      const row = offset + ((rows.firsts[y] ?? 0) + tap * rows.step) * stride;
      for (let x = 0; x < width; x++) {
        let from = row + (columns.firsts[x] ?? 0);
        let sum = sums[x] ?? 0;
        for (let column = 0; column < columns.count; column++, from += columns.step) sum += bytes[from] ?? 0;
        sums[x] = sum;
      }
    }
    for (let x = 0; x < width; x++) pixels[y * width + x] = shades[((sums[x] ?? 0) / tapsEach) | 0] ?? 0;
  }
  return { width, height, pixels };
}

/** Which pixels along a side of `from` pixels make each of `to`: `count` of them, `step` apart. */
function taps(from: number, to: number) {
  // Of a picture a little larger, too, every pixel counts, some twice.
  const size = from > to ? Math.max(2, Math.floor(from / to)) : 1;
  const step = Math.ceil(size / MAX_TAPS);
  const firsts = Int32Array.from({ length: to }, (_, index) => Math.floor((index * from) / to));
  return { firsts, step, count: Math.floor((size - 1) / step) + 1 };
}

const FULL_RANGE = Uint8ClampedArray.from({ length: 256 }, (_, luma) => luma);
const LIMITED_RANGE = Uint8ClampedArray.from({ length: 256 }, (_, luma) => ((luma - 16) * 255) / 219);
