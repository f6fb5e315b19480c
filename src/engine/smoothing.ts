import type { Probabilities } from "./expression.ts";

/**
 * How long a change takes to show, in seconds: after this time a new expression makes up 63 % of the smoothed one, after twice
 * the time 86 %. Expressions of 0.5–4 s are the rule (Ekman and Friesen's "macro-expressions"), so they stay visible, while
 * the flicker of single pictures does not.
 */
export const TIME_CONSTANT_S = 0.5;

/** After this long without a reading of the face, in seconds, what it showed before says nothing about now. */
export const FORGET_AFTER_S = 2;

/** Exponential smoothing of one face's probabilities over time. The same in seconds at any rate of readings. */
export class Smoother {
  #value: Probabilities | null = null;
  #timeMs = 0;

  /** The smoothed probabilities at a moment, given what was read at it. */
  next(probabilities: Probabilities, timeMs: number): Probabilities {
    const past = this.remembersAt(timeMs) ? this.#value : null;
    const keep = Math.exp(-(timeMs - this.#timeMs) / 1000 / TIME_CONSTANT_S);
    this.#value = past ? probabilities.map((now, i) => keep * (past[i] ?? 0) + (1 - keep) * now) : probabilities;
    this.#timeMs = timeMs;
    return this.#value;
  }

  /** Whether what the face showed before counts at a moment. */
  remembersAt(timeMs: number): boolean {
    const elapsedMs = timeMs - this.#timeMs;
    return this.#value !== null && elapsedMs >= 0 && elapsedMs <= FORGET_AFTER_S * 1000;
  }
}
