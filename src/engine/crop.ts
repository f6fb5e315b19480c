import { CROP_SIZE, invert, type Similarity, scaleOf } from "./alignment.ts";
import { type GreyImage, halved } from "./grey-image.ts";

/** Distance of samples, in pixels of the picture: one takes in two pixels, so that none is left out. */
const SPACING = 1.7;
/** Most samples along a side of one pixel of the result: pixels that cover more are cut from the picture made smaller. */
const MOST_SAMPLES = 2;

/** A rectangle of the aligned frame to cut out, and how finely. */
export interface Window {
  /** Left and top edge, in units of the aligned frame's pixels; may be negative. */
  readonly x: number;
  readonly y: number;
  /** Pixels of the result. */
  readonly width: number;
  readonly height: number;
  /** Side of one pixel of the result, in units of the aligned frame's pixels. */
  readonly step: number;
}

/**
 * Cuts a window of an aligned frame from a picture by one resampling: grey levels 0 … 255, row by row.
 *
 * A pixel of the result that covers several of the picture is their mean (bilinear samples on an even grid), so that large
 * faces don't alias; one that covers less is interpolated. What lies outside the picture repeats its border.
 */
export function cut(image: GreyImage, toFrame: Similarity, window: Window): Float32Array {
  const samples = Math.max(1, Math.ceil(window.step / scaleOf(toFrame) / SPACING));
  if (samples > MOST_SAMPLES && Math.min(image.width, image.height) > 1) {
    return cut(halved(image), { ...toFrame, a: 2 * toFrame.a, b: 2 * toFrame.b }, window);
  }
  const { a, b, tx, ty } = invert(toFrame);
  const spacing = window.step / samples;
  const { width, height, pixels } = image;
  const [right, bottom] = [width - 1, height - 1];
  const share = 1 / (samples * samples);
  const result = new Float32Array(window.width * window.height);
  for (let row = 0; row < window.height * samples; row++) {
    const v = window.y + (row + 0.5) * spacing;
    const [left, top] = [tx - b * v - 0.5, a * v + ty - 0.5];
    let to = Math.floor(row / samples) * window.width;
    let u = window.x + 0.5 * spacing;
    for (let column = 0; column < window.width; column++) {
      let sum = 0;
      for (let i = 0; i < samples; i++, u += spacing) {
        // Between the centres of the four nearest pixels.
        const x = Math.min(Math.max(a * u + left, 0), right);
        const y = Math.min(Math.max(b * u + top, 0), bottom);
        const x0 = x | 0;
        const y0 = y | 0;
        const at = y0 * width + x0;
        const next = x0 < right ? 1 : 0;
        const below = at + (y0 < bottom ? width : 0);
        const upper = pixels[at] ?? 0;
        const lower = pixels[below] ?? 0;
        const above = upper + ((pixels[at + next] ?? 0) - upper) * (x - x0);
        sum += above + (lower + ((pixels[below + next] ?? 0) - lower) * (x - x0) - above) * (y - y0);
      }
      result[to] = (result[to] ?? 0) + sum * share;
      to++;
    }
  }
  return result;
}

/** An aligned face, {@link CROP_SIZE} pixels wide, seen in a mirror. */
export function mirrored(crop: Float32Array): Float32Array {
  const result = new Float32Array(crop.length);
  for (let row = 0; row < crop.length; row += CROP_SIZE) {
    for (let column = 0; column < CROP_SIZE; column++) {
      result[row + column] = crop[row + CROP_SIZE - 1 - column] ?? 0;
    }
  }
  return result;
}
