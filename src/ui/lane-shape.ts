import type { Segment } from "../session/session.ts";

// What a lane looks like, on the screen and in a file alike; in CSS pixels.

export const LANE_HEIGHT = 28;
/** A run from this width on carries its expression's symbol. */
export const LEAST_SYMBOL_WIDTH = 20;
export const SYMBOL_SIDE = 22;

/**
 * Where a run's bar begins: a neutral face is a low bar, "not sure" a little higher and hatched, an expression as high as
 * the lane. So what is not colour tells them apart, too, and what happened stands out from what did not.
 */
export function calmTop(shows: Segment["shows"]): number {
  if (shows === "neutral") return LANE_HEIGHT - 8;
  return shows === "not-sure" ? LANE_HEIGHT - 14 : 2;
}
