import { EXPRESSIONS } from "../engine/expression.ts";
import type { Shares } from "./call-view.ts";
import { isNotSure } from "./mean-sums.ts";
import type { SessionParticipant, Totals, Track } from "./session.ts";

export const NO_TOTALS: Totals = { secondsInView: 0, secondsNotSure: 0, sums: EXPRESSIONS.map(() => 0) };

/** What the track adds up to. Exact for the track's bytes: the same whichever way the seconds are grouped. */
export function totalsOf(track: Track): Totals {
  const { length, probabilities, readings } = track;
  let secondsInView = 0;
  let secondsNotSure = 0;
  const bytes = EXPRESSIONS.map(() => 0);
  for (let second = 0; second < length; second++) {
    if (!readings[second]) continue;
    secondsInView++;
    if (isNotSure(track, second)) secondsNotSure++;
    for (let i = 0; i < bytes.length; i++) bytes[i] = (bytes[i] ?? 0) + (probabilities[second * bytes.length + i] ?? 0);
  }
  return { secondsInView, secondsNotSure, sums: bytes.map((sum) => sum / 255) };
}

export function addTotals(a: Totals, b: Totals): Totals {
  return {
    secondsInView: a.secondsInView + b.secondsInView,
    secondsNotSure: a.secondsNotSure + b.secondsNotSure,
    // As whole 255ths, so that the order of adding leaves no trace.
    sums: a.sums.map((sum, i) => Math.round((sum + (b.sums[i] ?? 0)) * 255) / 255),
  };
}

/** What the faces of these showed together over a session, weighted by their time in view; null when none was seen. */
export function sharesOf(participants: readonly Pick<SessionParticipant, "totals">[]): Shares | null {
  const { secondsInView, secondsNotSure, sums } = participants.reduce(
    (sum, { totals }) => addTotals(sum, totals),
    NO_TOTALS,
  );
  if (secondsInView === 0) return null;
  return { probabilities: sums.map((sum) => sum / secondsInView), notSure: secondsNotSure / secondsInView };
}
