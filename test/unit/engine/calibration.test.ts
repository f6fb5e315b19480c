import { expect, test } from "vitest";
import { dominant, softmax } from "../../../src/engine/calibration.ts";

const LOGITS = [1, 3, -2, 0, 0, 0, 0.5, 2];

test("probabilities sum to 1 and keep the logits' order at any temperature", () => {
  for (const temperature of [0.5, 1, 3]) {
    const probabilities = softmax(LOGITS, temperature);
    expect(probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(dominant(probabilities).expression).toBe("happiness");
  }
});

test("a higher temperature is less sure", () => {
  const sure = dominant(softmax(LOGITS, 1)).probability;
  expect(dominant(softmax(LOGITS, 2)).probability).toBeLessThan(sure);
});

test("large logits do not overflow", () => {
  expect(softmax([1000, 0], 1)).toEqual([1, 0]);
});
