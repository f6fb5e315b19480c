import { INPUT_STEP, LEAST_INPUT } from "./detection-network.ts";
import type { Box } from "./geometry.ts";
import type { GreyImage } from "./grey-image.ts";

/** What the network makes of a grey level, −1 … 1. */
export function level(grey: number): number {
  return grey / 127.5 - 1;
}

/** The side of an input that holds so many pixels. */
export function inputSide(size: number): number {
  return Math.max(LEAST_INPUT, Math.ceil(Math.round(size) / INPUT_STEP) * INPUT_STEP);
}

/**
 * Draws a picture to a place of the network's input, as far as it lies in it. Interpolates between four pixels, as MediaPipe does:
 * a picture that is shrunk by more than half should be halved before.
 * @param width of the input.
 */
export function draw(image: GreyImage, input: Float32Array, width: number, to: Box): void {
  const columns = taps(image.width, to.x, to.width, width);
  for (const { at: y, from, next, share } of taps(image.height, to.y, to.height, input.length / width)) {
    const [upper, lower] = [from * image.width, next * image.width];
    for (const column of columns) {
      const above = between(
        image.pixels[upper + column.from] ?? 0,
        image.pixels[upper + column.next] ?? 0,
        column.share,
      );
      const below = between(
        image.pixels[lower + column.from] ?? 0,
        image.pixels[lower + column.next] ?? 0,
        column.share,
      );
      input[y * width + column.at] = level(between(above, below, share));
    }
  }
}

/** Copies a part of a picture to the network's input, pixel by pixel. */
export function copy(image: GreyImage, { x, y, width, height }: Box, input: Float32Array, inputWidth: number): void {
  for (let row = 0; row < height; row++) {
    const from = (y + row) * image.width + x;
    const to = row * inputWidth;
    for (let column = 0; column < width; column++) input[to + column] = level(image.pixels[from + column] ?? 0);
  }
}

/** Which pixels one of the input is made of, along one side. */
interface Tap {
  readonly at: number;
  readonly from: number;
  readonly next: number;
  /** The next one's. */
  readonly share: number;
}

/** For each pixel of the input whose centre lies in `start … start + size`. */
function taps(pixels: number, start: number, size: number, end: number): readonly Tap[] {
  const first = Math.max(0, Math.ceil(start - 0.5));
  const last = Math.min(end, Math.ceil(start + size - 0.5));
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => {
    const place = Math.min(Math.max(((first + i + 0.5 - start) * pixels) / size - 0.5, 0), pixels - 1);
    const from = Math.floor(place);
    return { at: first + i, from, next: Math.min(from + 1, pixels - 1), share: place - from };
  });
}

function between(one: number, other: number, share: number): number {
  return one + (other - one) * share;
}
