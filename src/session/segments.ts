import { EXPRESSIONS } from "../engine/expression.ts";
import { isNotSure } from "./mean-sums.ts";
import type { Segment, Track } from "./session.ts";

const NOT_SURE = EXPRESSIONS.length;
const NO_FACE = NOT_SURE + 1;
const SHOWS: readonly Segment["shows"][] = [...EXPRESSIONS, "not-sure", null];

/**
 * The track as runs without gaps, from its first second to its last. With a `step` of 1, exactly what each second shows:
 * a lane agrees with the values beside it. With a longer one, for a lane drawn so small that a second is no longer seen,
 * what most seconds of each step show; of equals the first of EXPRESSIONS, "not-sure", null.
 *
 * @param step whole seconds, 1 or more
 */
export function segments(track: Track, step = 1): Segment[] {
  const runs: { from: number; to: number; shows: Segment["shows"] }[] = [];
  for (let from = 0; from < track.length; from += step) {
    const to = Math.min(track.length, from + step);
    const shows = showsMost(track, from, to);
    const last = runs.at(-1);
    if (last?.shows === shows) last.to = to;
    else runs.push({ from, to, shows });
  }
  return runs;
}

/** What most seconds from one up to another show, as {@link segments} has it. Beyond the track there is no face. */
export function showsMost(track: Track, from: number, to: number): Segment["shows"] {
  const votes = new Uint32Array(SHOWS.length);
  for (let second = from; second < to; second++) {
    const place = placeOf(track, second);
    votes[place] = (votes[place] ?? 0) + 1;
  }
  return SHOWS[indexOfMost(votes, 0, votes.length)] ?? null;
}

function placeOf(track: Track, second: number): number {
  if (!track.readings[second]) return NO_FACE;
  if (isNotSure(track, second)) return NOT_SURE;
  const from = second * EXPRESSIONS.length;
  return indexOfMost(track.probabilities, from, from + EXPRESSIONS.length) - from;
}

function indexOfMost(values: Uint8Array | Uint32Array, from: number, to: number): number {
  let most = from;
  for (let i = from + 1; i < to; i++) if ((values[i] ?? 0) > (values[most] ?? 0)) most = i;
  return most;
}
