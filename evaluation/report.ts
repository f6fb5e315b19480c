import { softmax } from "../src/engine/calibration.ts";
import { EXPRESSIONS } from "../src/engine/expression.ts";
import type { ModelMetadata } from "../src/engine/model-files.ts";
import { FER2013_CLASSES, type TestFace } from "./fer2013.ts";
import {
  type AtThreshold,
  argmax,
  atThreshold,
  expectedCalibrationError,
  type Reliability,
  reliability,
  type Scores,
  scores,
} from "./metrics.ts";
import type { ModelCost } from "./model-cost.ts";

/** What was read in the faces, one row of logits for each. */
export interface Logits {
  /** Of the eight expressions. */
  readonly ferplus: readonly ArrayLike<number>[];
  /** Of FER-2013's seven classes. */
  readonly fer2013: readonly ArrayLike<number>[];
}

/** Scores with what the probabilities are worth. */
export interface CalibratedScores extends Scores {
  /** Expected calibration error, 0 … 1. */
  readonly ece: number;
  readonly atThreshold: AtThreshold;
  readonly reliability: Reliability;
}

/** One protocol's scores on all test pictures, as papers count, and without those that are also in training. */
interface Protocol<S extends Scores> {
  readonly privateTest: S;
  readonly privateTestWithoutDuplicates: S;
}

export interface Protocols {
  /** FER+'s eight classes, faces whose annotators agree. */
  readonly ferplus: Protocol<CalibratedScores>;
  /** FER-2013's own seven labels, all faces. */
  readonly fer2013: Protocol<Scores>;
}

/** What `metrics.json` holds. All shares are 0 … 1. */
export interface Report extends Protocols {
  /** Each face read once, as it is; the product reads one that it meets mirrored, too, and one that it follows in turns. */
  readonly onePass: Protocols;
  readonly model: ModelCost & {
    readonly version: string;
    /** Of the weights. */
    readonly bytes: number;
    readonly weightsSha256: string;
    readonly temperature: number;
    readonly abstainBelow: number;
  };
  readonly conditions: {
    /** Whether the seven classes are read by the network's second head, or from the eight outputs, contempt left out. */
    readonly fer2013From: "second head" | "eight outputs";
    /** Whose key points the faces were aligned by. */
    readonly keyPoints: "given" | "engine";
    /** Faces without key points, which were read whole. */
    readonly notFound: number;
  };
}

/**
 * The seven classes' logits from the eight outputs'. FER-2013 has no contempt, so that it is left out, and what it would have
 * taken is the others' by their shares.
 */
export function withoutContempt(logits: ArrayLike<number>): readonly number[] {
  return FER2013_CLASSES.map((label) => logits[EXPRESSIONS.indexOf(label)] ?? 0);
}

export function protocols(logits: Logits, faces: readonly TestFace[], metadata: ModelMetadata): Protocols {
  const all = faces.map((_, i) => i);
  const fresh = all.filter((i) => !faces[i]?.duplicate);
  return {
    ferplus: {
      privateTest: ferplusScores(logits, faces, all, metadata),
      privateTestWithoutDuplicates: ferplusScores(logits, faces, fresh, metadata),
    },
    fer2013: {
      privateTest: fer2013Scores(logits, faces, all),
      privateTestWithoutDuplicates: fer2013Scores(logits, faces, fresh),
    },
  };
}

function ferplusScores(
  { ferplus }: Logits,
  faces: readonly TestFace[],
  rows: readonly number[],
  { temperature, abstainBelow }: ModelMetadata,
): CalibratedScores {
  const agreed = rows.flatMap((row) => {
    const actual = faces[row]?.ferplus ?? null;
    return actual === null ? [] : { actual, probabilities: softmax(ferplus[row] ?? [], temperature) };
  });
  const classes = agreed.map(({ actual }) => actual);
  const probabilities = agreed.map((face) => face.probabilities);
  const bins = reliability(probabilities, classes);
  const { n, accuracy, macroF1, ...rest } = scores(probabilities.map(argmax), classes, EXPRESSIONS);
  return {
    n,
    accuracy,
    macroF1,
    ece: expectedCalibrationError(bins),
    atThreshold: atThreshold(probabilities, classes, abstainBelow),
    ...rest,
    reliability: bins,
  };
}

function fer2013Scores({ fer2013 }: Logits, faces: readonly TestFace[], rows: readonly number[]): Scores {
  const predicted = rows.map((row) => argmax(fer2013[row] ?? []));
  const labels = rows.map((row) => faces[row]?.fer2013 ?? -1);
  return scores(predicted, labels, FER2013_CLASSES);
}

/** The report as JSON: shares to five decimals, arrays of numbers on one line each. */
export function toJson(report: object): string {
  const rounded = (_: string, value: unknown) => (typeof value === "number" ? Number(value.toFixed(5)) : value);
  const json = JSON.stringify(report, rounded, 2);
  return `${json.replace(/\[[^[\]{}]*\]/g, (array) => array.replace(/\s+/g, " "))}\n`;
}
