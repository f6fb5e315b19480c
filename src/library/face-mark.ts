import type { Box, Size } from "../engine/geometry.ts";
import type { Reading } from "../engine/reading.ts";
import { drawReading } from "../ui/draw-symbol.ts";
import { platePlace } from "../ui/plate-place.ts";
import type { ElementWords } from "./element-words.ts";
import type { PictureArea } from "./picture-area.ts";

/** One face's box and label. */
export class FaceMark {
  readonly box = document.createElement("div");
  readonly label = document.createElement("div");
  #shown = "";

  constructor() {
    this.box.className = "box";
    this.box.part.add("box");
    this.label.className = "plate";
    this.label.part.add("label");
  }

  show(reading: Reading, words: ElementWords): void {
    const { dominant, doubt } = reading;
    const word = doubt === null ? words.labels[dominant] : words.notSure;
    // A page's own words may be none, or the same for two expressions.
    const shown = JSON.stringify([doubt === null ? dominant : "", word]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.label.replaceChildren(drawReading(reading), word);
  }

  /** `face`: in CSS pixels of the frame. */
  place(face: Box, frame: Size): void {
    const { offsetWidth, offsetHeight } = this.label;
    const { x, y } = platePlace(face, { width: offsetWidth, height: offsetHeight }, frame);
    this.box.style.transform = `translate(${face.x}px, ${face.y}px)`;
    this.box.style.width = `${face.width}px`;
    this.box.style.height = `${face.height}px`;
    this.label.style.transform = `translate(${x}px, ${y}px)`;
  }

  remove(): void {
    this.box.remove();
    this.label.remove();
  }
}

/** A box of the video's pixels in CSS pixels of the frame. */
export function inFrame(box: Box, { frame, picture, mirrored }: PictureArea, video: Size): Box {
  const scaleX = picture.width / video.width;
  const scaleY = picture.height / video.height;
  const width = box.width * scaleX;
  const x = picture.x + box.x * scaleX;
  return {
    x: mirrored ? frame.width - x - width : x,
    y: picture.y + box.y * scaleY,
    width,
    height: box.height * scaleY,
  };
}
