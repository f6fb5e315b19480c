import { CROP_SIZE, invert, type Similarity, scaleOf } from "./alignment.ts";
import type { GreyImage } from "./grey-image.ts";

/** Distance of samples, in pixels of the picture: one takes in two pixels, so that none is left out. */
const SPACING = 1.7;
/** Most samples along a side of one pixel of the result: enough for faces of 600 pixels. */
const MOST_SAMPLES = 8;

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
  /** Most samples along a side of one pixel of the result, where speed matters more than exactness; 8 unless given. */
  readonly mostSamples?: number;
}

/**
 * Cuts a window of an aligned frame from a picture by one resampling: grey levels 0 … 255, row by row.
 *
 * A pixel of the result that covers several of the picture is their mean (bilinear samples on an even grid), so that large
 * faces don't alias; one that covers less is interpolated. What lies outside the picture repeats its border.
 */
export function cut(image: GreyImage, toFrame: Similarity, window: Window): Float32Array {
  const { a, b, tx, ty } = invert(toFrame);
  const samples = Math.min(
    window.mostSamples ?? MOST_SAMPLES,
    Math.max(1, Math.ceil(window.step / scaleOf(toFrame) / SPACING)),
  );
  const spacing = window.step / samples;
  const result = new Float32Array(window.width * window.height);
  for (let row = 0; row < window.height; row++) {
    for (let column = 0; column < window.width; column++) {
      let sum = 0;
      for (let j = 0; j < samples; j++) {
        const v = window.y + row * window.step + (j + 0.5) * spacing;
        for (let i = 0; i < samples; i++) {
          const u = window.x + column * window.step + (i + 0.5) * spacing;
          sum += sample(image, a * u - b * v + tx, b * u + a * v + ty);
        }
      }
      result[row * window.width + column] = sum / (samples * samples);
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

/** The grey level at a place of the picture, interpolated between the four nearest pixels' centres. */
function sample({ width, height, pixels }: GreyImage, x: number, y: number): number {
  const left = Math.min(Math.max(x - 0.5, 0), width - 1);
  const top = Math.min(Math.max(y - 0.5, 0), height - 1);
  const x0 = Math.floor(left);
  const y0 = Math.floor(top);
  const right = left - x0;
  const below = top - y0;
  const at = y0 * width + x0;
  const nextX = x0 + 1 < width ? 1 : 0;
  const nextY = y0 + 1 < height ? width : 0;
  const upper = (pixels[at] ?? 0) * (1 - right) + (pixels[at + nextX] ?? 0) * right;
  const lower = (pixels[at + nextY] ?? 0) * (1 - right) + (pixels[at + nextY + nextX] ?? 0) * right;
  return upper * (1 - below) + lower * below;
}
