import { alignment, CROP_SIZE, invert, type Similarity } from "./alignment.ts";
import { cut } from "./crop.ts";
import { type Face, moved } from "./face.ts";
import type { GreyImage } from "./grey-image.ts";

/** Pixels along a side of the template: enough to tell a face and its place, too few for its likeness. */
const SIDE = 24;
/** One template pixel in pixels of the aligned crop. */
const STEP = CROP_SIZE / SIDE;
/** Samples along a side of a template pixel: video is smooth, and this is a tenth of the time of all its pixels. */
const SAMPLES = 3;
/** How far the face may have moved since it was last seen, in template pixels: a quarter of the crop. */
const REACH = 6;
/**
 * Least normalised cross-correlation that counts as the same face in the same pose. Over pictures up to a second apart, 90 %
 * of followed faces reach it, their points 0.6 of the crop's 48 pixels from where a detection puts them (one in ten more than 1.2);
 * another person's face reaches 0.76, the same picture without the face 0.52.
 */
const SAME = 0.9;

/**
 * What a face looked like when it was last detected, to find it again in the next pictures for a fiftieth of what a detection
 * costs. The template is never updated, so errors don't add up; when the face changes too much, it is not found.
 */
export class FaceTemplate {
  readonly #pixels: Float32Array;

  constructor(image: GreyImage, face: Face) {
    this.#pixels = standardised(patch(image, alignment(face.points), 0));
  }

  /** The face in a new picture, near where it was in the last one; null when nothing there is like it. */
  follow(image: GreyImage, last: Face): Face | null {
    const toFrame = alignment(last.points);
    const side = SIDE + 2 * REACH;
    const area = patch(image, toFrame, REACH);
    const reach = 2 * REACH + 1;
    const scores = Float32Array.from({ length: reach * reach }, (_, i) =>
      this.#correlation(area, side, i % reach, Math.floor(i / reach)),
    );
    const best = scores.indexOf(Math.max(...scores));
    const score = scores[best] ?? 0;
    const column = best % reach;
    const row = Math.floor(best / reach);
    const atEdge = column === 0 || row === 0 || column === reach - 1 || row === reach - 1;
    if (score < SAME || atEdge) return null;
    const x = column - REACH + peak(scores[best - 1] ?? 0, score, scores[best + 1] ?? 0);
    const y = row - REACH + peak(scores[best - reach] ?? 0, score, scores[best + reach] ?? 0);
    const { dx, dy } = inPicture(toFrame, x * STEP, y * STEP);
    return moved(last, dx, dy);
  }

  /** Normalised cross-correlation of the template with the part of the area whose corner is given, −1 … 1. */
  #correlation(area: Float32Array, side: number, left: number, top: number): number {
    let sum = 0;
    let squares = 0;
    let product = 0;
    for (let row = 0; row < SIDE; row++) {
      const from = (top + row) * side + left;
      for (let column = 0; column < SIDE; column++) {
        const level = area[from + column] ?? 0;
        sum += level;
        squares += level * level;
        product += level * (this.#pixels[row * SIDE + column] ?? 0);
      }
    }
    const variance = squares - (sum * sum) / (SIDE * SIDE);
    return variance < 1 ? 0 : product / Math.sqrt(variance);
  }
}

/** The aligned face in template pixels, with so many more on every side. */
function patch(image: GreyImage, toFrame: Similarity, around: number): Float32Array {
  const [edge, side] = [-around * STEP, SIDE + 2 * around];
  return cut(image, toFrame, { x: edge, y: edge, width: side, height: side, step: STEP, mostSamples: SAMPLES });
}

/** Zero mean and unit norm, so that the correlation with it needs no more than a product. */
function standardised(pixels: Float32Array): Float32Array {
  const mean = pixels.reduce((sum, level) => sum + level, 0) / pixels.length;
  const norm = Math.sqrt(pixels.reduce((sum, level) => sum + (level - mean) ** 2, 0)) || 1;
  return pixels.map((level) => (level - mean) / norm);
}

/** Where the top of the parabola through three neighbouring values lies, −0.5 … 0.5 from the middle one. */
function peak(before: number, middle: number, after: number): number {
  const bend = before - 2 * middle + after;
  return bend < 0 ? (0.5 * (before - after)) / bend : 0;
}

/** A movement in the aligned frame as one in the picture. */
function inPicture(toFrame: Similarity, x: number, y: number): { dx: number; dy: number } {
  const { a, b } = invert(toFrame);
  return { dx: a * x - b * y, dy: b * x + a * y };
}
