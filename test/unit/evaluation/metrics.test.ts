import { expect, test } from "vitest";
import { argmax, atThreshold, expectedCalibrationError, reliability, scores } from "../../../evaluation/metrics.ts";
import { withoutContempt } from "../../../evaluation/report.ts";
import { majority } from "../../../evaluation/votes.ts";

// Five faces of three classes, computed by hand.
const classes = [0, 0, 1, 1, 0];
const probabilities = [
  [0.9, 0.05, 0.05],
  [0.3, 0.6, 0.1],
  [0.25, 0.7, 0.05],
  [0.1, 0.8, 0.1],
  [0.5, 0.3, 0.2],
];

test("accuracy, precision, recall, F1 and confusion", () => {
  expect(scores(probabilities.map(argmax), classes, ["cat", "dog", "fish"])).toEqual({
    n: 5,
    accuracy: 4 / 5,
    macroF1: (4 / 5 + 4 / 5 + 0) / 3,
    perClass: {
      cat: { n: 3, precision: 1, recall: 2 / 3, f1: 4 / 5 },
      dog: { n: 2, precision: 2 / 3, recall: 1, f1: 4 / 5 },
      fish: { n: 0, precision: 0, recall: 0, f1: 0 },
    },
    confusion: [
      [2, 1, 0],
      [0, 2, 0],
      [0, 0, 0],
    ],
  });
});

test("no faces at all are no division by zero", () => {
  expect(scores([], [], ["cat"])).toMatchObject({ n: 0, accuracy: 0, macroF1: 0 });
  expect(expectedCalibrationError(reliability([], []))).toBe(0);
  expect(atThreshold([], [], 0.5)).toEqual({ threshold: 0.5, sure: 0, precision: 0, recall: 0 });
});

test("the first of equals is the highest", () => {
  expect(argmax([0.2, 0.4, 0.4])).toBe(1);
});

test("calibration: fifteen bins of equal width, the gap in each weighed by its faces", () => {
  // Confidences 0.9, 0.6, 0.7, 0.8, 0.5: bins 13, 9, 10, 12 and 7, one face each, all right but the second.
  const bins = reliability(probabilities, classes);
  expect(bins.n).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1, 1, 0]);
  expect(bins.accuracy[9]).toBe(0);
  expect(bins.accuracy[0]).toBeNull();
  expect(expectedCalibrationError(bins)).toBeCloseTo((0.1 + 0.6 + 0.3 + 0.2 + 0.5) / 5, 12);
});

test("calibration: faces in one bin are compared by their means, and certainty is in the last bin", () => {
  const bins = reliability(
    [
      [1, 0],
      [0.98, 0.02],
      [0.02, 0.98],
      [0.96, 0.04],
    ],
    [0, 0, 0, 0],
  );
  expect(bins.n[14]).toBe(4);
  expect(bins.confidence[14]).toBeCloseTo(0.98, 12);
  expect(bins.accuracy[14]).toBe(0.75);
  expect(expectedCalibrationError(bins)).toBeCloseTo(0.23, 12);
});

test("sure are the readings at the threshold and above it", () => {
  expect(atThreshold(probabilities, classes, 0.6)).toEqual({
    threshold: 0.6,
    sure: 4 / 5,
    precision: 3 / 4,
    recall: 3 / 5,
  });
  expect(atThreshold(probabilities, classes, 0.95)).toMatchObject({ sure: 0, precision: 0, recall: 0 });
});

test.each([
  ["a clear majority", [8, 1, 1, 0, 0, 0, 0, 0, 0, 0], 0],
  ["single votes do not count", [4, 0, 0, 3, 1, 1, 1, 0, 0, 0], 0],
  ["half is not more than half", [0, 5, 5, 0, 0, 0, 0, 0, 0, 0], null],
  ["the largest is not more than half", [4, 0, 0, 3, 0, 0, 3, 0, 0, 0], null],
  ["most saw something unknown", [0, 2, 0, 0, 0, 0, 0, 0, 8, 0], null],
  ["most saw no face", [0, 0, 0, 0, 0, 0, 0, 0, 0, 10], null],
  ["nothing but single votes", [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], null],
  ["contempt is the last that counts", [0, 0, 0, 0, 0, 0, 0, 6, 4, 0], 7],
])("majority: %s", (_, votes, expected) => {
  expect(majority(votes)).toBe(expected);
});

test("the seven classes from the eight outputs: by name, contempt left out", () => {
  const neutral = 1;
  const [happiness, surprise, sadness, anger, disgust, fear, contempt] = [2, 3, 4, 5, 6, 7, 8];
  const logits = [neutral, happiness, surprise, sadness, anger, disgust, fear, contempt];
  expect(withoutContempt(logits)).toEqual([anger, disgust, fear, happiness, sadness, surprise, neutral]);
});
