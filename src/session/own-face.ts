import type { Reading } from "../engine/reading.ts";
import { GONE_AFTER_S } from "../engine/tracker.ts";

/** So many times as wide as the face read before, a face is in front of it: that was a picture on the wall, or somebody behind. */
const IN_FRONT = 1.5;

/** Which of the faces in a tile is the participant's. */
export class OwnFace {
  #id: number | null = null;
  /** Whose place it took: read until it came in front. */
  #former: number | null = null;
  /** The others in the last picture it was in. */
  #others: ReadonlySet<number> = new Set();
  /** When the first picture without it was taken; null while it is there. */
  #missedMs: number | null = null;

  /**
   * The one read before stays the participant's while it is there and not far behind another. While it is missing it is waited for,
   * as the engine waits for it, rather than taking one that was beside it for theirs. Else it is the largest, the first.
   */
  choose(readings: readonly Reading[], timeMs: number): Reading | null {
    const [largest = null] = readings;
    const before = readings.find(({ faceId }) => faceId === this.#id);
    if (!before) this.#missedMs ??= timeMs;
    const own = before ? inFront(largest, before) : readings.find(({ faceId }) => !this.#isBeside(faceId, timeMs));
    if (!own) return null;
    if (own.faceId !== this.#id) [this.#former, this.#id] = [this.#id, own.faceId];
    const ids = readings.map(({ faceId }) => faceId);
    this.#others = new Set(ids.filter((id) => id !== this.#id && id !== this.#former));
    this.#missedMs = null;
    return own;
  }

  #isBeside(faceId: number, timeMs: number): boolean {
    const missingMs = timeMs - (this.#missedMs ?? timeMs);
    return missingMs >= 0 && missingMs <= GONE_AFTER_S * 1000 && this.#others.has(faceId);
  }
}

function inFront(largest: Reading | null, before: Reading): Reading {
  return largest && largest.box.width >= IN_FRONT * before.box.width ? largest : before;
}
