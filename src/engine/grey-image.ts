/**
 * A picture in shades of grey, the only kind the engine looks at: the expression model was trained on grey, the
 * detector finds faces in it as well as in colour, and colour need not leave the page.
 */
export interface GreyImage {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** Row by row, 0 black … 255 white; `width × height` long. */
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

/** A grey picture as `ImageData` wants it: each shade three times, opaque. */
export function toRgba(image: GreyImage): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint32Array(image.width * image.height);
  for (let i = 0; i < pixels.length; i++) pixels[i] = 0xff000000 | ((image.pixels[i] ?? 0) * 0x010101);
  return new Uint8ClampedArray(pixels.buffer);
}
