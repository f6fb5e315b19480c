/** Long enough that the browser's rounding does not count, in CSS pixels. */
const SIDE = 1000;

/** Where an element's own pixels are in the viewport. */
export interface Axes {
  /** Of the element's top left corner. */
  readonly x: number;
  readonly y: number;
  /** One of its pixels there; negative where it is mirrored. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Lies in an element and tells what the page does to it: scaled and zoomed, it no longer counts in the viewport's pixels. */
export class Ruler {
  readonly element = document.createElement("div");
  readonly #square = document.createElement("div");

  constructor() {
    this.element.className = "ruler";
    this.#square.style.width = `${SIDE}px`;
    this.#square.style.height = `${SIDE}px`;
    this.element.append(this.#square);
  }

  measure(): Axes {
    const { x, y } = this.element.getBoundingClientRect();
    const { left, right, top, bottom } = this.#square.getBoundingClientRect();
    // The square begins at the corner, wherever it leads from there.
    return { x, y, scaleX: (left + right - 2 * x) / SIDE, scaleY: (top + bottom - 2 * y) / SIDE };
  }
}
