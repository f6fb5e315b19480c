import type { GreyImage } from "../engine/grey-image.ts";

/** Pixels of the source averaged for one of the result along a side: more would cost time and not be seen. */
const MAX_TAPS = 4;

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
  const { bytes, stride } = plane;
  const shades = plane.fullRange ? FULL_RANGE : LIMITED_RANGE;
  const columns = taps(plane.width, width);
  const rows = taps(plane.height, height);
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      const left = columns.first(x);
      const top = plane.offset + rows.first(y) * stride;
      for (let row = 0; row < rows.count; row++) {
        const from = top + row * rows.step * stride + left;
        for (let column = 0; column < columns.count; column++) sum += bytes[from + column * columns.step] ?? 0;
      }
      pixels[y * width + x] = shades[(sum / (rows.count * columns.count)) | 0] ?? 0;
    }
  }
  return { width, height, pixels };
}

/** Which pixels along a side of `from` pixels make one of `to`. */
function taps(from: number, to: number) {
  const size = Math.max(1, Math.floor(from / to));
  const step = Math.ceil(size / MAX_TAPS);
  return { first: (index: number) => Math.floor((index * from) / to), step, count: Math.floor((size - 1) / step) + 1 };
}

const FULL_RANGE = Uint8ClampedArray.from({ length: 256 }, (_, luma) => luma);
const LIMITED_RANGE = Uint8ClampedArray.from({ length: 256 }, (_, luma) => ((luma - 16) * 255) / 219);
