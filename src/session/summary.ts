import type { Shares } from "./call-view.ts";
import { LEAST_SURE_SECONDS, WINDOW_SECONDS } from "./definitions.ts";
import { changeBetween, isNotSure, MeanSums, newMean, toProbabilities } from "./mean-sums.ts";
import type { Track } from "./session.ts";

/** Seconds of a session, whole ones: `from` and those after it, up to but without `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the faces of one or several tracks showed over a span. */
export interface Summary {
  /** Seconds in which a face was read, of all tracks together. */
  readonly secondsInView: number;
  /** Of those, seconds in which at least half of the readings were not sure. */
  readonly secondsNotSure: number;
  /** Means over the seconds in view; null without any. */
  readonly shares: Shares | null;
  /**
   * How much of what a face showed in five seconds it showed in the next five, too: the mean of 1 − change over all
   * neighbouring windows with enough sure seconds. 1 never changed … 0; null without any.
   */
  readonly steadiness: number | null;
}

/** One participant's summary, or with several tracks the room's: each weighs by its time in view. */
export function summarize(tracks: readonly Track[], span: Span = wholeOf(tracks)): Summary {
  const { from, to } = within(tracks, span);
  const mean = newMean();
  const sums = new MeanSums(tracks, "in-view");
  const secondsInView = sums.count(from, to);
  let secondsNotSure = 0;
  for (const track of tracks)
    for (let second = from; second < to; second++) if (isNotSure(track, second)) secondsNotSure++;
  return {
    secondsInView,
    secondsNotSure,
    shares: sums.mean(from, to, mean)
      ? { probabilities: toProbabilities(mean), notSure: secondsNotSure / secondsInView }
      : null,
    steadiness: steadiness(tracks, { from, to }),
  };
}

/** All seconds of the tracks. */
export function wholeOf(tracks: readonly Track[]): Span {
  return { from: 0, to: Math.max(0, ...tracks.map(({ length }) => length)) };
}

/** Each track by itself: the room is steady when its faces are, not when some change one way and some the other. */
function steadiness(tracks: readonly Track[], { from, to }: Span): number | null {
  let same = 0;
  let pairs = 0;
  for (const track of tracks) {
    const sums = new MeanSums([track], "sure");
    let before = newMean();
    let after = newMean();
    let hasBefore = false;
    for (let start = from; start < to; start += WINDOW_SECONDS) {
      const end = Math.min(to, start + WINDOW_SECONDS);
      const hasAfter = sums.count(start, end) >= LEAST_SURE_SECONDS && sums.mean(start, end, after);
      if (hasBefore && hasAfter) {
        same += 1 - changeBetween(before, after);
        pairs++;
      }
      [before, after] = [after, before];
      hasBefore = hasAfter;
    }
  }
  return pairs === 0 ? null : same / pairs;
}

function within(tracks: readonly Track[], { from, to }: Span): Span {
  const whole = wholeOf(tracks);
  const first = Math.min(whole.to, Math.max(0, Math.floor(from)));
  return { from: first, to: Math.max(first, Math.min(whole.to, Math.ceil(to))) };
}
