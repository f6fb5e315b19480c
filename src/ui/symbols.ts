import type { Expression } from "../engine/expression.ts";

/** The side of the square that symbols are drawn in. */
export const SYMBOL_SIZE = 24;

/** For lines of this width, round at their ends and corners, not filled. */
export const SYMBOL_STROKE = 1.8;

/**
 * Brows, eyes and mouth, as FACS describes the expression; the outline of the head is left to whoever draws it. Each is a path
 * for an SVG's `d`, in a square of {@link SYMBOL_SIZE}.
 */
export const EXPRESSION_SYMBOLS: Readonly<Record<Expression, string>> = {
  neutral: "M8.5 9v1.4M15.5 9v1.4M8.5 16h7",
  // Cheeks raised (AU 6), lip corners up (AU 12).
  happiness: "M6.8 10.2q1.7-2.6 3.4 0M13.8 10.2q1.7-2.6 3.4 0M7.2 14.4q4.8 5.4 9.6 0",
  // Brows raised (AU 1, 2), jaw dropped (AU 26).
  surprise: "M6.6 6.4q1.8-1.7 3.6 0M13.8 6.4q1.8-1.7 3.6 0M8.5 9.8v1.2M15.5 9.8v1.2M12 14.2a2.3 2.6 0 1 0 .01 0z",
  // Inner brows raised (AU 1, 4), lip corners down (AU 15).
  sadness: "M6.6 8.3l3.4-1.5M17.4 8.3l-3.4-1.5M8.5 10.8v1.2M15.5 10.8v1.2M8.2 17.6q3.8-3.8 7.6 0",
  // Brows lowered and drawn together (AU 4), lips pressed (AU 23, 24).
  anger: "M6.6 6.6l3.8 2.2M17.4 6.6l-3.8 2.2M8.5 10.6v1.2M15.5 10.6v1.2M8.6 17.2q3.4-1.9 6.8 0",
  // Nose wrinkled (AU 9), upper lip raised.
  disgust: "M6.9 8.2l3 1.8l-3 1.2M17.1 8.2l-3 1.8l3 1.2M7.3 17.2q1.6-3 3.1-.8t3.2 0t3.1-.8",
  // Brows raised and drawn together (AU 1, 2, 4), mouth stretched (AU 20).
  fear: "M6.4 7.4q1.4-1.7 3.6-1.6M17.6 7.4q-1.4-1.7-3.6-1.6M8.5 9.6v1.4M15.5 9.6v1.4M8.4 17.6q-1-2.9 1.2-2.9h4.8q2.2 0 1.2 2.9z",
  // One lip corner tightened and raised (AU 14).
  contempt: "M7 9.6h3M14 9.6h3M8 16.4h4.4q2.9 0 3.9-2.6",
};

/** What stands in an expression's place when there is none to show. */
export const STATE_SYMBOLS = {
  notSure: "M9.3 9.3a2.8 2.8 0 1 1 4.3 2.4c-1 .6-1.6 1.1-1.6 2.3M12 17.1v.1",
  noFace:
    "M4.5 8.5v-2a2 2 0 0 1 2-2h2M15.5 4.5h2a2 2 0 0 1 2 2v2M19.5 15.5v2a2 2 0 0 1-2 2h-2M8.5 19.5h-2a2 2 0 0 1-2-2v-2",
  cameraOff:
    "M10.2 7.5h3.3a1.5 1.5 0 0 1 1.5 1.5v3M15 12.2l4.5-3v6.6M15 14.9v.1a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 5 15V9a1.5 1.5 0 0 1 1.3-1.5M4.5 4.5l15 15",
  unreadable: "M8 11V9a4 4 0 0 1 8 0v2M7.5 11h9a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1z",
  waiting: "M7 12v.1M12 12v.1M17 12v.1",
  leftOut:
    "M4.8 12q3-5 7.2-5q1.7 0 3.2.8M17.4 9.6q1 1.1 1.8 2.4q-3 5-7.2 5q-1.7 0-3.2-.8M6.6 14.4q-1-1.1-1.8-2.4M17.5 6.5l-11 11",
  failed: "M12 6.5v7M12 17.1v.1",
  gone: "M10 5.5H7.5a1.5 1.5 0 0 0-1.5 1.5v10a1.5 1.5 0 0 0 1.5 1.5H10M10.5 12h8.5M15.8 8.6L19.2 12l-3.4 3.4",
} as const;

/** What a button or a link without words does. */
export const ACTION_SYMBOLS = {
  back: "M14.5 6l-6 6l6 6",
  close: "M7 7l10 10M17 7L7 17",
  rename: "M5 19l.8-3.6L15.6 5.6a1.7 1.7 0 0 1 2.4 0l.4.4a1.7 1.7 0 0 1 0 2.4L8.6 18.2zM13.8 7.6l2.6 2.6",
  delete:
    "M5.5 7.5h13M9.5 7.2V5.5a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1v1.7M7 7.8l.7 10.3a1.5 1.5 0 0 0 1.5 1.4h5.6a1.5 1.5 0 0 0 1.5-1.4L17 7.8M10.3 11v5M13.7 11v5",
  leaveOut: STATE_SYMBOLS.leftOut,
  read: "M4.8 12q3-5 7.2-5t7.2 5q-3 5-7.2 5t-7.2-5M12 9.9a2.1 2.1 0 1 0 .01 0z",
  options: "M5 8h6.8M16.2 8H19M14 5.8a2.2 2.2 0 1 0 .01 0zM5 16h2.8M12.2 16H19M10 13.8a2.2 2.2 0 1 0 .01 0z",
} as const;
