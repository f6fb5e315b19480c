// Tracks made by hand, for sums that can be done in the head.

import { EXPRESSIONS, type Expression } from "../../../src/engine/expression.ts";
import { emptyTrack } from "../../../src/session/chunk.ts";
import type { Session, Track } from "../../../src/session/session.ts";
import { totalsOf } from "../../../src/session/totals.ts";

/** What a second shows: bytes by expression that sum to 255; null without a face. */
export type Second = (Partial<Record<Expression, number>> & { readonly notSure?: boolean }) | null;

export const NEUTRAL: Second = { neutral: 255 };
export const SMILE: Second = { happiness: 255 };

export function times(count: number, second: Second): Second[] {
  return Array.from({ length: count }, () => second);
}

/** Four readings a second, of which a second that is not sure has two that were not. */
export function trackOf(...seconds: readonly Second[]): Track {
  const track = emptyTrack(seconds.length);
  for (const [i, second] of seconds.entries()) {
    if (!second) continue;
    track.readings[i] = 4;
    track.notSure[i] = second.notSure ? 2 : 1;
    track.quality[i] = 204;
    for (const [e, expression] of EXPRESSIONS.entries())
      track.probabilities[i * EXPRESSIONS.length + e] = second[expression] ?? 0;
  }
  return track;
}

export function participantsOf(tracks: Readonly<Record<string, Track>>): Session["participants"] {
  return Object.entries(tracks).map(([id, track], i) => ({
    id,
    number: i + 1,
    name: "",
    self: false,
    totals: totalsOf(track),
    track,
  }));
}

/** Twelve people for eight hours, each changing what the face shows every few seconds, with noise. */
export function longCall(): Session["participants"] {
  const length = 8 * 3600;
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
  const track = () => {
    const made = emptyTrack(length);
    for (let second = 0; second < length; second++) {
      if (Math.floor(second / 600) % 5 === 4) continue;
      made.readings[second] = 4;
      made.notSure[second] = next() < 40 ? 3 : 0;
      made.quality[second] = 128 + next() / 2;
      const main = 100 + (next() >> 1);
      const leading = (second >> 4) % 3 === 0 ? next() % EXPRESSIONS.length : 0;
      made.probabilities[second * EXPRESSIONS.length + leading] = main;
      made.probabilities[second * EXPRESSIONS.length + ((leading + 1) % EXPRESSIONS.length)] = 255 - main;
    }
    return made;
  };
  return participantsOf(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`p${i}`, track()])));
}
