import type { Reading } from "../engine/reading.ts";
import { listFormat } from "../ui/list-format.ts";
import type { ElementWords } from "./element-words.ts";

/** The shortest time between two announcements, in ms: four readings a second would never let anybody else speak. */
const ANNOUNCE_EVERY_MS = 4000;

/** The readings in words, announced politely to those who don't see the boxes. */
export class Summary {
  readonly element = document.createElement("p");
  #announcedMs = Number.NEGATIVE_INFINITY;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.element.className = "summary";
    this.element.setAttribute("role", "status");
  }

  /** What comes too soon is announced later, unless something else is shown by then: a paused video is read only once. */
  show(readings: readonly Reading[], words: ElementWords, language: string): void {
    clearTimeout(this.#waiting);
    const text = summarize(readings, words, language);
    if (text === this.element.textContent) return;
    const waitMs = this.#announcedMs + ANNOUNCE_EVERY_MS - performance.now();
    if (waitMs <= 0) this.#announce(text, language);
    else this.#waiting = setTimeout(() => this.#announce(text, language), waitMs);
  }

  #announce(text: string, language: string): void {
    this.#announcedMs = performance.now();
    this.element.lang = language;
    this.element.textContent = text;
  }

  clear(): void {
    clearTimeout(this.#waiting);
    this.element.textContent = "";
    this.#announcedMs = Number.NEGATIVE_INFINITY;
  }
}

/**
 * "Looks like a smile, Not sure: face too small": in the order in which the faces came. By size, two that are alike would
 * change places again and again, and each time be announced.
 */
export function summarize(readings: readonly Reading[], words: ElementWords, language: string): string {
  if (readings.length === 0) return words.noFace;
  const inOrder = [...readings].sort((a, b) => a.faceId - b.faceId);
  const faces = inOrder.map(({ dominant, doubt }) => (doubt === null ? words.phrases[dominant] : words.doubts[doubt]));
  return listFormat(language).format(faces);
}
