import type { Verdict } from "../../engine/reading.ts";
import { drawReading } from "../../ui/draw-symbol.ts";
import { readingLabel } from "../../ui/expressions.ts";

/** Between a badge and the edges of its tile, in CSS pixels. */
const MARGIN = 8;
/** Without another reading for this long, in ms, what a badge shows is past: twice the longest that comes between two. */
const LASTS_MS = 6000;

/** What a tile's face shows, in the tile's corner: a symbol and a word; nothing where there is no face. */
export class Badge {
  readonly element = document.createElement("div");
  #shown = "";
  #expiry: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.element.className = "plate badge";
    // The popup says it better, and not four times a second.
    this.element.ariaHidden = "true";
    this.element.hidden = true;
  }

  get isEmpty(): boolean {
    return this.#shown === "";
  }

  show(reading: Verdict | null): void {
    clearTimeout(this.#expiry);
    if (reading) this.#expiry = setTimeout(() => this.show(null), LASTS_MS);
    const showing = reading ? (reading.doubt === null ? reading.dominant : "not-sure") : "";
    // Four times a second, and the same most of the time.
    if (showing === this.#shown) return;
    this.#shown = showing;
    if (reading) this.element.replaceChildren(drawReading(reading), readingLabel(reading));
    else this.element.hidden = true;
  }

  remove(): void {
    clearTimeout(this.#expiry);
    this.element.remove();
  }

  /** `tile`: in the viewport; null when it is not to be seen. */
  place(tile: DOMRect | null): void {
    this.element.hidden = this.isEmpty || !tile;
    if (!tile) return;
    const right = Math.round(tile.right - MARGIN);
    const bottom = Math.round(tile.bottom - MARGIN);
    this.element.style.transform = `translate(${right}px, ${bottom}px) translate(-100%, -100%)`;
  }
}
