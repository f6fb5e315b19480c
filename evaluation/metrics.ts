import type { Probabilities } from "../src/engine/expression.ts";

/** Bins of the calibration error: Guo et al.'s number. */
const BINS = 15;

/** How well one class is read. All but `n` 0 … 1; 0 where there is nothing to count. */
export interface ClassScore {
  /** Faces that are of the class. */
  readonly n: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Scores {
  /** Faces. */
  readonly n: number;
  readonly accuracy: number;
  /** The mean of the classes' F1. */
  readonly macroF1: number;
  readonly perClass: Readonly<Record<string, ClassScore>>;
  /** Faces by what they are (rows) and what they were read as (columns), both in the order of `perClass`. */
  readonly confusion: readonly (readonly number[])[];
}

/** Of each bin of confidence, from the lowest to the highest: see {@link reliability}. */
export interface Reliability {
  readonly n: readonly number[];
  /** Null where the bin is empty. */
  readonly confidence: readonly (number | null)[];
  /** Null where the bin is empty. */
  readonly accuracy: readonly (number | null)[];
}

/** How often readings at or above the line of "not sure" are right, and how many of all faces are read rightly there. */
export interface AtThreshold {
  readonly threshold: number;
  /** Readings that are sure, of all. */
  readonly sure: number;
  /** Right readings, of those that are sure. */
  readonly precision: number;
  /** Right and sure readings, of all. */
  readonly recall: number;
}

/** The place of the highest value; the first of equals. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}

/**
 * @param predicted what each face was read as, as a place in `labels`.
 * @param classes what it is.
 */
export function scores(predicted: readonly number[], classes: readonly number[], labels: readonly string[]): Scores {
  const confusion = labels.map(() => labels.map(() => 0));
  classes.forEach((actual, i) => {
    const row = confusion[actual];
    const column = predicted[i] ?? -1;
    if (row?.[column] !== undefined) row[column]++;
  });
  const perClass = labels.map((label, i): [string, ClassScore] => {
    const right = confusion[i]?.[i] ?? 0;
    const n = sum(confusion[i] ?? []);
    const named = sum(confusion.map((row) => row[i] ?? 0));
    return [label, { n, precision: share(right, named), recall: share(right, n), f1: share(2 * right, named + n) }];
  });
  return {
    n: classes.length,
    accuracy: share(sum(confusion.map((row, i) => row[i] ?? 0)), classes.length),
    macroF1: share(sum(perClass.map(([, { f1 }]) => f1)), labels.length),
    perClass: Object.fromEntries(perClass),
    confusion,
  };
}

/** Confidence against accuracy, in equal bins of confidence. */
export function reliability(probabilities: readonly Probabilities[], classes: readonly number[]): Reliability {
  const bins = Array.from({ length: BINS }, () => ({ n: 0, confidence: 0, right: 0 }));
  probabilities.forEach((each, i) => {
    const best = argmax(each);
    const confidence = each[best] ?? 0;
    const bin = bins[Math.min(Math.floor(confidence * BINS), BINS - 1)];
    if (!bin) return;
    bin.n++;
    bin.confidence += confidence;
    if (best === classes[i]) bin.right++;
  });
  return {
    n: bins.map(({ n }) => n),
    confidence: bins.map(({ n, confidence }) => (n > 0 ? confidence / n : null)),
    accuracy: bins.map(({ n, right }) => (n > 0 ? right / n : null)),
  };
}

/** The expected calibration error (Guo et al., ICML 2017): the mean gap between confidence and accuracy, 0 … 1. */
export function expectedCalibrationError({ n, confidence, accuracy }: Reliability): number {
  return share(sum(n.map((count, i) => count * Math.abs((confidence[i] ?? 0) - (accuracy[i] ?? 0)))), sum(n));
}

/** @param threshold a reading is sure when its highest probability is at least as high. */
export function atThreshold(
  probabilities: readonly Probabilities[],
  classes: readonly number[],
  threshold: number,
): AtThreshold {
  let sure = 0;
  let right = 0;
  probabilities.forEach((each, i) => {
    const best = argmax(each);
    if ((each[best] ?? 0) < threshold) return;
    sure++;
    if (best === classes[i]) right++;
  });
  const n = classes.length;
  return { threshold, sure: share(sure, n), precision: share(right, sure), recall: share(right, n) };
}

/** A part of the whole; 0 of nothing. */
export function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
