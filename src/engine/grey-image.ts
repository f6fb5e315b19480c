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
