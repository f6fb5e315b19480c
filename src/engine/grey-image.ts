import { EngineError } from "./errors.ts";

/**
 * A picture in shades of grey, the only kind the engine looks at: the expression model was trained on grey, the
 * detector finds faces in it as well as in colour, and colour need not leave the page.
 */
export interface GreyImage {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** Row by row, 0 black … 255 white; `width × height` long. They don't change: another picture is another object. */
  readonly pixels: Uint8Array | Uint8ClampedArray;
}

/** Red's, green's and blue's share of the luma in 1/65536: ITU-R BT.601, 0.299, 0.587 and 0.114. */
const RED = 19595;
const GREEN = 38470;
const BLUE = 7471;

/** The luma of a picture given as `ImageData` gives it: red, green, blue and an alpha that is ignored. */
export function toGrey(rgba: Uint8ClampedArray, width: number, height: number): GreyImage {
  const pixels = new Uint8Array(width * height);
  for (let i = 0, from = 0; i < pixels.length; i++, from += 4) {
    const luma = RED * (rgba[from] ?? 0) + GREEN * (rgba[from + 1] ?? 0) + BLUE * (rgba[from + 2] ?? 0);
    pixels[i] = (luma + 0x8000) >> 16;
  }
  return { width, height, pixels };
}

/** Detection, following and every crop want smaller pictures of the same one: each is made once. */
const halves = new WeakMap<GreyImage, GreyImage>();

/** Somebody has made the half of a picture along with it, just as {@link halved} would. */
export function keepHalf(image: GreyImage, half: GreyImage): void {
  halves.set(image, half);
}

/** The picture half as wide and high, each pixel the mean of four; an odd last row or column is left out. */
export function halved(image: GreyImage): GreyImage {
  const half = halves.get(image) ?? halve(image);
  halves.set(image, half);
  return half;
}

function halve(image: GreyImage): GreyImage {
  const width = image.width >> 1;
  const height = image.height >> 1;
  const { pixels: from } = image;
  if (image.width % 4 === 0 && from.byteOffset % 4 === 0) return halvedByFours(image);
  const pixels = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    let above = 2 * y * image.width;
    let below = above + image.width;
    for (let x = 0; x < width; x++, to++, above += 2, below += 2) {
      const sum = (from[above] ?? 0) + (from[above + 1] ?? 0) + (from[below] ?? 0) + (from[below + 1] ?? 0);
      pixels[to] = (sum + 2) >> 2;
    }
  }
  return { width, height, pixels };
}

/** The same, four pixels of a row at a time: two pairs' sums fit in one number. */
function halvedByFours(image: GreyImage): GreyImage {
  const [width, height] = [image.width >> 1, image.height >> 1];
  const words = new Uint32Array(image.pixels.buffer, image.pixels.byteOffset, image.pixels.length >> 2);
  const stride = image.width >> 2;
  const pixels = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    const end = (2 * y + 1) * stride;
    for (let at = 2 * y * stride; at < end; at++, to += 2) {
      const above = words[at] ?? 0;
      const below = words[at + stride] ?? 0;
      const even = (above & 0xff00ff) + (below & 0xff00ff);
      const odd = ((above >>> 8) & 0xff00ff) + ((below >>> 8) & 0xff00ff);
      const means = (even + odd + 0x20002) >>> 2;
      pixels[to] = means;
      pixels[to + 1] = means >>> 16;
    }
  }
  return { width, height, pixels };
}

/** Throws an {@link EngineError} unless the picture has a size and as many pixels as its size says. */
export function checkGreyImage({ width, height, pixels }: GreyImage): void {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new EngineError(
      "bad-image",
      `A picture of ${width} × ${height} pixels cannot be read. Wait until the video has loaded.`,
    );
  }
  if (!(pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray)) {
    throw new EngineError("bad-image", "A picture's pixels must be bytes. Make it with toGrey().");
  }
  if (pixels.length !== width * height) {
    throw new EngineError(
      "bad-image",
      `A picture of ${width} × ${height} has ${width * height} pixels, not ${pixels.length}. Make it with toGrey().`,
    );
  }
}

/**
 * The same for two pictures only if they are the same (but for 1 in 2³² others): FNV-1a of the pixels, with the size. Four
 * pixels at a time, and their upper bits brought down, since multiplying brings bits up alone. Four rows of such steps side by side, none of
 * which waits for another's.
 */
export function fingerprint({ width, height, pixels }: GreyImage): string {
  const whole = pixels.byteOffset % 4 === 0 ? pixels : pixels.slice();
  const words = new Int32Array(whole.buffer, whole.byteOffset, whole.length >> 2);
  let [a, b, c, d] = [1, 2, 3, 4].map((lane) => hashed(0x811c9dc5, lane)) as [number, number, number, number];
  const end = words.length - (words.length % 4);
  for (let i = 0; i < end; i += 4) {
    a = hashed(a, words[i] ?? 0);
    b = hashed(b, words[i + 1] ?? 0);
    c = hashed(c, words[i + 2] ?? 0);
    d = hashed(d, words[i + 3] ?? 0);
  }
  let hash = [b, c, d].reduce(hashed, a);
  for (let i = 4 * end; i < whole.length; i++) hash = hashed(hash, whole[i] ?? 0);
  return `${width}×${height} ${hash}`;
}

function hashed(hash: number, value: number): number {
  const product = Math.imul(hash ^ value, 0x01000193);
  return product ^ (product >>> 15);
}
