/** A point, in pixels from the picture's top left corner; 0.5 is the first pixel's centre. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle, in pixels; `x` and `y` are its top left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
