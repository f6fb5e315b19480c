import type { Segment } from "../session/session.ts";
import type { Run } from "./lane.ts";
import { EXPRESSION_SYMBOLS } from "./symbols.ts";

// What a lane looks like, on the screen and in a file alike; in CSS pixels.

export const LANE_HEIGHT = 28;
/** A run from this width on carries its expression's symbol. */
const LEAST_SYMBOL_WIDTH = 20;
export const SYMBOL_SIDE = 22;

/**
 * Where a run's bar begins: a neutral face is a low bar, "not sure" a little higher and hatched, an expression as high as
 * the lane. So what is not colour tells them apart, too, and what happened stands out from what did not.
 */
export function calmTop(shows: Segment["shows"]): number {
  if (shows === "neutral") return LANE_HEIGHT - 8;
  return shows === "not-sure" ? LANE_HEIGHT - 14 : 2;
}

/** A hair of paper is left between neighbours, once there is room for it; and a hair is the least there is to see. */
export function barWidth({ width }: Run): number {
  return Math.max(width > 6 ? width - 1 : width, 0.75);
}

/** The symbol, as a path, that a run carries; null for one that is calm or too narrow. */
export function runSymbol({ shows, width }: Run): string | null {
  if (shows === null || shows === "not-sure" || shows === "neutral" || width < LEAST_SYMBOL_WIDTH) return null;
  return EXPRESSION_SYMBOLS[shows];
}
