/**
 * Without a new frame for this long, in ms, a video is still. Senders that save bandwidth go down to about a frame a
 * second, so that it must be longer than that.
 */
export const STILL_AFTER_MS = 2000;

/**
 * Tells when a video last gave a new frame, by counting: of all a video says about itself, only its frame count stops
 * when the camera at the other end is switched off. Its clock goes on and the last picture stays drawable.
 */
export class FrameClock {
  /** Each video of the same person has its own, and the largest may be now this one, now that: neither's last picture is new then. */
  readonly #frames = new WeakMap<object, number>();
  #lastFrameMs = 0;

  /** Looks at the count; call it often. */
  note(video: object, frames: number, nowMs: number): void {
    if (this.#frames.get(video) === frames) return;
    this.#frames.set(video, frames);
    this.#lastFrameMs = nowMs;
  }

  isStill(nowMs: number): boolean {
    return nowMs - this.#lastFrameMs > STILL_AFTER_MS;
  }
}
