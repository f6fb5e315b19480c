/** A wall clock that falls behind by more than this between two looks, in ms, was set back. */
const SET_BACK_MS = 100;

/**
 * Time since a session began, by the computer's clock but never backwards: where that clock is set back, time goes on as
 * the monotonic clock says. It goes along when the clock leaps ahead, as it does when the computer has slept.
 */
export class SessionClock {
  readonly startedMs: number;
  readonly #wall: () => number;
  readonly #monotonic: () => number;
  /** How far the wall clock has been set back in all. */
  #setBackMs = 0;
  #wallMs: number;
  #monotonicMs: number;
  #elapsedMs = 0;

  /** Both in ms; `wall` since 1970, `monotonic` since any moment. */
  constructor(wall = () => Date.now(), monotonic = () => performance.now()) {
    this.#wall = wall;
    this.#monotonic = monotonic;
    this.#wallMs = wall();
    this.#monotonicMs = monotonic();
    this.startedMs = this.#wallMs;
  }

  /** Since the session's start, in ms. */
  elapsedMs(): number {
    const wallMs = this.#wall();
    const monotonicMs = this.#monotonic();
    const behindMs = monotonicMs - this.#monotonicMs - (wallMs - this.#wallMs);
    if (behindMs > SET_BACK_MS) this.#setBackMs += behindMs;
    this.#wallMs = wallMs;
    this.#monotonicMs = monotonicMs;
    this.#elapsedMs = Math.max(this.#elapsedMs, wallMs + this.#setBackMs - this.startedMs);
    return this.#elapsedMs;
  }

  /** When, in ms since the session's start, the wall clock showed `timeMs`: a little while ago. */
  elapsedAt(timeMs: number): number {
    const elapsedMs = this.elapsedMs();
    return Math.min(elapsedMs, Math.max(0, timeMs + this.#setBackMs - this.startedMs));
  }
}
