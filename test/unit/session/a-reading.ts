import type { Reading } from "../../../src/engine/reading.ts";

/** Of a neutral face. */
export const A_READING: Reading = {
  source: "a",
  faceId: 1,
  timeMs: 0,
  box: { x: 0, y: 0, width: 10, height: 10 },
  probabilities: [1, 0, 0, 0, 0, 0, 0, 0],
  dominant: "neutral",
  doubt: null,
  valence: 0,
  arousal: 0,
  quality: 1,
};
