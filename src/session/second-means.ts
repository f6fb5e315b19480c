import { EXPRESSIONS } from "../engine/expression.ts";
import type { Reading } from "../engine/reading.ts";
import { CHUNK_SECONDS, type Chunk, emptyTrack } from "./chunk.ts";
import type { Totals, Track } from "./session.ts";
import { addTotals, NO_TOTALS, totalsOf } from "./totals.ts";

/** A byte's. */
const MOST_READINGS = 255;
/** When minutes cannot be written, as many as this wait for better times; the oldest are given up first. */
const MOST_WAITING = 10;

/**
 * A session's readings on their way to one-second means. Holds the minutes that are not written yet and the last two,
 * for which readings may still come: as much memory after eight hours as after ten minutes.
 */
export class SecondMeans {
  /** By number of the minute, then by participant's id. */
  readonly #minutes = new Map<number, Map<string, MinuteSums>>();
  /** Numbers of the minutes with readings that are not written. */
  readonly #changed = new Set<number>();
  /** Of the minutes that are no longer held, by participant's id. */
  readonly #settled = new Map<string, Totals>();
  /** Readings before this minute come too late. */
  #firstMinute = 0;

  /** `elapsedMs` is when the picture was taken, since the session's start. */
  add(participantId: string, reading: Reading, elapsedMs: number): void {
    const second = Math.floor(elapsedMs / 1000);
    const number = Math.floor(second / CHUNK_SECONDS);
    if (number < this.#firstMinute) return;
    const minute = getOr(this.#minutes, number, () => new Map<string, MinuteSums>());
    getOr(minute, participantId, () => new MinuteSums()).add(reading, second % CHUNK_SECONDS);
    this.#changed.add(number);
  }

  /** The minutes to write, whose participants are in this order. They then count as written. */
  takeChanged(participantIds: readonly string[]): Map<number, Chunk> {
    const chunks = new Map<number, Chunk>();
    for (const number of this.#changed) {
      const minute = this.#minutes.get(number);
      const participants = [...participantIds.keys()].filter((place) => minute?.has(participantIds[place] ?? ""));
      const tracks = participants.flatMap((place) => minute?.get(participantIds[place] ?? "")?.track() ?? []);
      chunks.set(number, { participants, tracks });
    }
    this.#changed.clear();
    return chunks;
  }

  /** These could not be written: they are to be taken again. */
  giveBack(numbers: Iterable<number>): void {
    for (const number of numbers) this.#changed.add(number);
    // Of the minutes up to the last writing's the store may have a part, with which the totals must agree: they stay.
    const waiting = [...this.#changed].filter((number) => number > this.#firstMinute + 1).sort((a, b) => a - b);
    for (const number of waiting.slice(0, -MOST_WAITING)) {
      this.#changed.delete(number);
      this.#minutes.delete(number);
    }
  }

  /** Lets go of the written minutes for which no more readings can come. */
  settle(elapsedMs: number): void {
    this.#firstMinute = Math.max(this.#firstMinute, Math.floor(elapsedMs / 1000 / CHUNK_SECONDS) - 1);
    for (const [number, minute] of this.#minutes) {
      if (number >= this.#firstMinute || this.#changed.has(number)) continue;
      for (const [id, sums] of minute)
        this.#settled.set(id, addTotals(this.#settled.get(id) ?? NO_TOTALS, totalsOf(sums.track())));
      this.#minutes.delete(number);
    }
  }

  /** Over the session so far. */
  totals(participantId: string): Totals {
    const held = [...this.#minutes.values()].flatMap((minute) => minute.get(participantId) ?? []);
    return held.reduce(
      (total, sums) => addTotals(total, totalsOf(sums.track())),
      this.#settled.get(participantId) ?? NO_TOTALS,
    );
  }
}

/** One participant's readings in each second of a minute. */
class MinuteSums {
  readonly #probabilities = new Float64Array(CHUNK_SECONDS * EXPRESSIONS.length);
  readonly #quality = new Float64Array(CHUNK_SECONDS);
  readonly #readings = new Uint8Array(CHUNK_SECONDS);
  readonly #notSure = new Uint8Array(CHUNK_SECONDS);

  add({ probabilities, doubt, quality }: Reading, second: number): void {
    const count = this.#readings[second] ?? MOST_READINGS;
    if (count === MOST_READINGS) return;
    this.#readings[second] = count + 1;
    if (doubt) this.#notSure[second] = (this.#notSure[second] ?? 0) + 1;
    this.#quality[second] = (this.#quality[second] ?? 0) + quality;
    const from = second * EXPRESSIONS.length;
    for (const [i, probability] of probabilities.entries())
      this.#probabilities[from + i] = (this.#probabilities[from + i] ?? 0) + probability;
  }

  track(): Track {
    const track = emptyTrack(CHUNK_SECONDS);
    track.readings.set(this.#readings);
    track.notSure.set(this.#notSure);
    for (const [second, count] of this.#readings.entries()) {
      if (count === 0) continue;
      track.quality[second] = byte((this.#quality[second] ?? 0) / count);
      const from = second * EXPRESSIONS.length;
      for (let i = from; i < from + EXPRESSIONS.length; i++)
        track.probabilities[i] = byte((this.#probabilities[i] ?? 0) / count);
    }
    return track;
  }
}

/** 0 … 1 as 0 … 255. */
function byte(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 255);
}

function getOr<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
