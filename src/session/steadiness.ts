import { LEAST_SURE_SECONDS, WINDOW_SECONDS } from "./definitions.ts";
import { changeBetween, MeanSums, newMean } from "./mean-sums.ts";
import type { Track } from "./session.ts";

/**
 * How much of what a face showed in five seconds it showed in the next five, too: the mean of 1 − change over all neighbouring
 * windows with enough sure seconds. 1 never changed … 0; null without any.
 */
export function steadiness(track: Track): number | null {
  const sums = new MeanSums([track], "sure");
  let same = 0;
  let pairs = 0;
  let before = newMean();
  let after = newMean();
  let hasBefore = false;
  for (let start = 0; start < track.length; start += WINDOW_SECONDS) {
    const end = start + WINDOW_SECONDS;
    const hasAfter = sums.count(start, end) >= LEAST_SURE_SECONDS && sums.mean(start, end, after);
    if (hasBefore && hasAfter) {
      same += 1 - changeBetween(before, after);
      pairs++;
    }
    [before, after] = [after, before];
    hasBefore = hasAfter;
  }
  return pairs === 0 ? null : same / pairs;
}
