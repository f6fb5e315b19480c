import { EXPRESSIONS } from "../engine/expression.ts";
import type { Track } from "./session.ts";

const COUNT = EXPRESSIONS.length;
const COLUMNS = COUNT + 1;

/** Which seconds count: all in which a face was read, or only those that were sure. */
export type Seconds = "in-view" | "sure";

/** Whether at least half of the second's readings were not sure. False where no face was read. */
export function isNotSure({ readings, notSure }: Track, second: number): boolean {
  const count = readings[second] ?? 0;
  return count > 0 && 2 * (notSure[second] ?? 0) >= count;
}

/** Running sums over tracks: the mean of any stretch costs the same, however long it is. */
export class MeanSums {
  /** Row s holds what the seconds before s add up to: eight columns of bytes, then the number of seconds. */
  readonly #rows: Float64Array;
  readonly #length: number;

  /** Of several tracks, seconds of each count alike: who is in view for longer weighs more. */
  constructor(tracks: readonly Track[], seconds: Seconds) {
    this.#length = Math.max(0, ...tracks.map(({ length }) => length));
    this.#rows = new Float64Array((this.#length + 1) * COLUMNS);
    for (const track of tracks) this.#add(track, seconds);
    for (let i = COLUMNS; i < this.#rows.length; i++)
      this.#rows[i] = (this.#rows[i] ?? 0) + (this.#rows[i - COLUMNS] ?? 0);
  }

  /** Seconds that count from `from` up to `to`, of all tracks together. */
  count(from: number, to: number): number {
    return this.#between(COUNT, this.#row(from), this.#row(to));
  }

  /** Writes the mean probabilities from `from` up to `to` into `mean`; false, and nothing, where no second counts. */
  mean(from: number, to: number, mean: Float64Array): boolean {
    const start = this.#row(from);
    const end = this.#row(to);
    const scale = 255 * this.#between(COUNT, start, end);
    if (scale === 0) return false;
    for (let i = 0; i < COUNT; i++) mean[i] = this.#between(i, start, end) / scale;
    return true;
  }

  #add(track: Track, seconds: Seconds): void {
    const { length, probabilities, readings } = track;
    for (let second = 0; second < length; second++) {
      if (readings[second] === 0 || (seconds === "sure" && isNotSure(track, second))) continue;
      const row = (second + 1) * COLUMNS;
      for (let i = 0; i < COUNT; i++)
        this.#rows[row + i] = (this.#rows[row + i] ?? 0) + (probabilities[second * COUNT + i] ?? 0);
      this.#rows[row + COUNT] = (this.#rows[row + COUNT] ?? 0) + 1;
    }
  }

  #row(second: number): number {
    return Math.min(this.#length, Math.max(0, second)) * COLUMNS;
  }

  #between(column: number, start: number, end: number): number {
    return (this.#rows[end + column] ?? 0) - (this.#rows[start + column] ?? 0);
  }
}

export function newMean(): Float64Array {
  return new Float64Array(COUNT);
}

/**
 * How much of one distribution is elsewhere in the other: 0 the same … 1 nothing in common. Known as the total variation
 * distance.
 */
export function changeBetween(before: Float64Array, after: Float64Array): number {
  let change = 0;
  for (let i = 0; i < COUNT; i++) change += Math.abs((after[i] ?? 0) - (before[i] ?? 0));
  return change / 2;
}
