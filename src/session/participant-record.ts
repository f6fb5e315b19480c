import { EXPRESSIONS } from "../engine/expression.ts";
import type { Reading } from "../engine/reading.ts";
import {
  HISTORY_STEP_MS,
  HISTORY_STEPS,
  isAbsent,
  type ParticipantView,
  type Presence,
  type Shares,
} from "./call-view.ts";
import { OwnFace } from "./own-face.ts";

/** After this long without an answer, in ms, what was read is no longer the present: the page may be frozen. */
const SILENCE_MS = 6000;

export interface Who {
  readonly id: string;
  readonly number: number;
  name: string;
  self: boolean;
}

/** What one participant's face has shown over a call. Takes as much memory after eight hours as after three minutes. */
export class ParticipantRecord {
  readonly who: Who;
  readonly sums: number[] = EXPRESSIONS.map(() => 0);
  framesWithFace = 0;
  notSure = 0;
  readonly #ownFace = new OwnFace();
  #frames = 0;
  #presence: Presence = "waiting";
  #reading: Reading | null = null;
  #lastMs = 0;
  /** Sum and count of the valences of each step of time, the present one last. */
  readonly #history: { step: number; sum: number; count: number }[] = [];

  constructor(who: Who) {
    this.who = who;
  }

  /** A picture was read: the faces in it, the largest first. Returns the participant's, if it was found. */
  addFrame(readings: readonly Reading[], timeMs: number): Reading | null {
    const reading = this.#ownFace.choose(readings, timeMs);
    this.#frames++;
    this.#lastMs = timeMs;
    this.#reading = reading;
    this.#presence = reading ? "face" : "no-face";
    if (!reading) return null;
    this.framesWithFace++;
    if (reading.doubt) this.notSure++;
    for (const [i, probability] of reading.probabilities.entries()) this.sums[i] = (this.sums[i] ?? 0) + probability;
    this.#addToHistory(reading.valence, timeMs);
    return reading;
  }

  /** There is no picture to read, for now or, as "left-out" and "gone", until it is told of again. */
  setPresence(presence: Exclude<Presence, "face">): void {
    this.#presence = presence;
    this.#reading = null;
  }

  /** Whether it has left the call or is left out: then nothing of it counts. */
  get isAbsent(): boolean {
    return isAbsent(this.#presence);
  }

  view(nowMs: number): ParticipantView {
    const silent = this.#presence === "face" && nowMs - this.#lastMs > SILENCE_MS;
    return {
      ...this.who,
      presence: silent ? "waiting" : this.#presence,
      reading: silent ? null : this.#reading,
      shares: shares([this]),
      history: this.#viewHistory(nowMs),
      frames: this.#frames,
      framesWithFace: this.framesWithFace,
    };
  }

  #addToHistory(valence: number, timeMs: number): void {
    const step = Math.floor(timeMs / HISTORY_STEP_MS);
    // The clock may be set back: what is to come again is not the past.
    while ((this.#history.at(-1)?.step ?? step) > step) this.#history.pop();
    let last = this.#history.at(-1);
    if (last?.step !== step) {
      last = { step, sum: 0, count: 0 };
      this.#history.push(last);
      if (this.#history.length > HISTORY_STEPS) this.#history.shift();
    }
    last.sum += valence;
    last.count++;
  }

  #viewHistory(nowMs: number): (number | null)[] {
    const now = Math.floor(nowMs / HISTORY_STEP_MS);
    const first = Math.max(this.#history[0]?.step ?? now + 1, now - HISTORY_STEPS + 1);
    const values: (number | null)[] = Array.from({ length: Math.max(0, now - first + 1) }, () => null);
    for (const { step, sum, count } of this.#history)
      if (step >= first && step <= now) values[step - first] = sum / count;
    return values;
  }
}

/** Means over all readings of the records; null before the first. */
export function shares(records: readonly ParticipantRecord[]): Shares | null {
  const count = records.reduce((total, record) => total + record.framesWithFace, 0);
  if (count === 0) return null;
  return {
    probabilities: EXPRESSIONS.map(
      (_, i) => records.reduce((total, record) => total + (record.sums[i] ?? 0), 0) / count,
    ),
    notSure: records.reduce((total, record) => total + record.notSure, 0) / count,
  };
}
