import { EXPRESSIONS, type Expression } from "../engine/expression.ts";

// What the charts of a report have in common, on the screen and in a file alike.

/** From the ground up. Neutral fills what is left, so that what is not neutral can be read off the ground. */
export const STACK: readonly Expression[] = [
  ...EXPRESSIONS.filter((expression) => expression !== "neutral"),
  "neutral",
];

/** Distances between moments that are told, in seconds: what clocks count in. */
export const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];
