import type { Expression, Probabilities } from "./expression.ts";
import type { Box } from "./geometry.ts";

/**
 * Why a reading is not sure: the face is too small, its light too dark or too flat ("dark"), it is turned away, its mouth is beyond
 * the picture's edge ("cut"), or what it shows is ambiguous.
 */
export type Doubt = "small" | "dark" | "turned" | "cut" | "ambiguous";

/** What a reading comes to in a word: an expression, or why it is not sure. */
export type Verdict = Pick<Reading, "dominant" | "doubt">;

/** What one face shows at one moment. Plain data: it survives `structuredClone` and JSON. */
export interface Reading {
  /** Whose picture it was, as given to the analyzer: a tile, a file, a camera; "" of a picture that stands alone. */
  readonly source: string;
  /** The face within its source. Never reused, however often faces come and go. */
  readonly faceId: number;
  /** When the picture was taken, in milliseconds on the caller's clock. */
  readonly timeMs: number;
  /** Where the face is, in pixels of the picture given and within it. */
  readonly box: Box;
  /** Calibrated: of readings at 70 % seven in ten are right. Smoothed over the pictures of one source. */
  readonly probabilities: Probabilities;
  /** The most probable expression. */
  readonly dominant: Expression;
  /** Null when the reading is sure of `dominant`. */
  readonly doubt: Doubt | null;
  /**
   * Unpleasant −1 … pleasant 1: the mean, by the probabilities, of where people place the word for each expression (Russell and
   * Mehrabian 1977). Nothing that was measured on the face.
   */
  readonly valence: number;
  /** Calm −1 … excited 1, in the same way. */
  readonly arousal: number;
  /** How good the picture of the face is, 0 unreadable … 1 nothing to wish for: its size, light, contrast and turn, and how much of it is there. */
  readonly quality: number;
}
