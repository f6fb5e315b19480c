import type { Size } from "../engine/geometry.ts";
import type { Reading } from "../engine/reading.ts";
import type { ElementWords } from "./element-words.ts";
import { FaceMark, inFrame } from "./face-mark.ts";
import { pictureArea } from "./picture-area.ts";
import { Ruler } from "./ruler.ts";

/** What was read of a picture, and the picture's size in its own pixels: calls change theirs with the line's speed. */
export interface ReadPicture {
  readonly readings: readonly Reading[];
  readonly size: Size;
}

export const NO_PICTURE: ReadPicture = { readings: [], size: { width: 0, height: 0 } };

/** The boxes and labels of an element's faces, in a frame that is kept over the video's picture. */
export class FaceMarks {
  readonly #frame = document.createElement("div");
  readonly #ruler = new Ruler();
  readonly #marks = new Map<number, FaceMark>();
  #picture = NO_PICTURE;
  #placed = "";
  /** Which of the loops that place them runs. */
  #placing = 0;

  /** What to put into the element. */
  readonly elements: readonly HTMLElement[] = [this.#ruler.element, this.#frame];

  constructor() {
    this.#frame.className = "frame";
    this.#frame.ariaHidden = "true";
    this.hide();
  }

  hide(): void {
    this.#frame.hidden = true;
    this.#placed = "";
  }

  show(picture: ReadPicture, words: ElementWords): void {
    this.#picture = picture;
    this.#placed = "";
    const ids = new Set(picture.readings.map(({ faceId }) => faceId));
    for (const [id, mark] of this.#marks) {
      if (ids.has(id)) continue;
      mark.remove();
      this.#marks.delete(id);
    }
    for (const reading of picture.readings) {
      let mark = this.#marks.get(reading.faceId);
      if (!mark) {
        mark = new FaceMark();
        this.#marks.set(reading.faceId, mark);
        this.#frame.append(mark.box, mark.label);
      }
      mark.show(reading, words);
    }
  }

  /**
   * Pages move videos in more ways than there are events for; nothing is done unless something has changed. Called again, as when
   * the element has come into another window, it goes on there alone.
   *
   * @param host the element
   * @param video that is read, where its picture is the one that was read
   */
  placeOnEachFrame(host: HTMLElement, video: () => HTMLVideoElement | null, signal: AbortSignal): void {
    const view = host.ownerDocument.defaultView ?? window;
    const placing = ++this.#placing;
    const place = () => {
      if (signal.aborted || placing !== this.#placing) return;
      this.#place(host, video());
      view.requestAnimationFrame(place);
    };
    view.requestAnimationFrame(place);
  }

  #place(host: HTMLElement, video: HTMLVideoElement | null): void {
    const own = this.#ruler.measure();
    const isShown = video?.checkVisibility({ checkVisibilityCSS: true });
    const area = video && isShown ? pictureArea(video, { element: host, mirrored: own.scaleX < 0 }) : null;
    if (!area) {
      this.hide();
      return;
    }
    const { frame } = area;
    this.#frame.hidden = false;
    const placed = JSON.stringify([own, area]);
    if (placed === this.#placed) return;
    // Boxes glide from one reading to the next; when the video itself moves they move with it at once.
    this.#frame.classList.toggle("moving", this.#placed === "");
    this.#placed = placed;
    const x = (frame.x - own.x) / own.scaleX;
    const y = (frame.y - own.y) / own.scaleY;
    // In the viewport's pixels, the right way round: words stay legible.
    this.#frame.style.transform = `translate(${x}px, ${y}px) scale(${1 / own.scaleX}, ${1 / own.scaleY})`;
    this.#frame.style.width = `${frame.width}px`;
    this.#frame.style.height = `${frame.height}px`;
    for (const { faceId, box } of this.#picture.readings) {
      this.#marks.get(faceId)?.place(inFrame(box, area, this.#picture.size), frame);
    }
  }
}
