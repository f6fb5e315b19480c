import { confusionChart } from "../../evaluation/confusion-chart.ts";
import { type ClassScore, scores, share } from "../../evaluation/metrics.ts";
import { count, percent, table } from "../../evaluation/table.ts";
import { EXPRESSIONS, type Expression } from "../engine/expression.ts";
import type { Verdict } from "../engine/reading.ts";

/** A labelled picture and its largest face; null where no face was found. */
export interface LabelledReading {
  readonly expression: Expression;
  readonly reading: Verdict | null;
}

/** All shares 0 … 1. */
export interface Figures {
  readonly modelVersion: string;
  /** That could be read. */
  readonly pictures: number;
  /** Of them, pictures in which no face was found. They count in `accuracyOfAll` and nowhere else. */
  readonly withoutFace: number;
  /** Of them, pictures with more faces than one. */
  readonly withSeveralFaces: number;
  /** Pictures that could not be read: broken files. */
  readonly unreadable: number;
  /** Right readings, of the faces found. */
  readonly accuracy: number;
  /** Right readings, of all pictures. */
  readonly accuracyOfAll: number;
  /** Readings that are sure, of the faces found; and the right ones of those. */
  readonly sure: { readonly share: number; readonly accuracy: number };
  /** Means over the classes that there are pictures of. */
  readonly macro: { readonly precision: number; readonly recall: number; readonly f1: number };
  /** `n` are faces found; `withoutFace` are the class's other pictures. */
  readonly perClass: Readonly<Record<string, ClassScore & { readonly withoutFace: number }>>;
  /** Faces by label (rows) and reading (columns), both in the order of `perClass`. */
  readonly confusion: readonly (readonly number[])[];
}

/** @param counts what the readings don't tell. */
export function figures(
  readings: readonly LabelledReading[],
  counts: Pick<Figures, "modelVersion" | "withSeveralFaces" | "unreadable">,
): Figures {
  const found = readings.flatMap(({ expression, reading }) => (reading ? [{ expression, ...reading }] : []));
  const place = (expression: Expression) => EXPRESSIONS.indexOf(expression);
  const { accuracy, perClass, confusion } = scores(
    found.map(({ dominant }) => place(dominant)),
    found.map(({ expression }) => place(expression)),
    EXPRESSIONS,
  );
  const isRight = ({ expression, dominant }: (typeof found)[number]) => expression === dominant;
  const sure = found.filter(({ doubt }) => doubt === null);
  const labelled = EXPRESSIONS.filter((name) => readings.some(({ expression }) => expression === name));
  const macro = (field: "precision" | "recall" | "f1") =>
    share(
      labelled.reduce((sum, name) => sum + (perClass[name]?.[field] ?? 0), 0),
      labelled.length,
    );
  const missed = (name: string) => readings.filter(({ expression, reading }) => expression === name && !reading).length;
  return {
    ...counts,
    pictures: readings.length,
    withoutFace: readings.length - found.length,
    accuracy,
    accuracyOfAll: share(found.filter(isRight).length, readings.length),
    sure: { share: share(sure.length, found.length), accuracy: share(sure.filter(isRight).length, sure.length) },
    macro: { precision: macro("precision"), recall: macro("recall"), f1: macro("f1") },
    perClass: Object.fromEntries(
      Object.entries(perClass).map(([name, score]) => [name, { ...score, withoutFace: missed(name) }]),
    ),
    confusion,
  };
}

/** For a terminal, in Markdown. */
export function figuresText(figures: Figures): string {
  const { pictures, withoutFace, withSeveralFaces, unreadable, sure, macro, perClass, confusion } = figures;
  const names = Object.keys(perClass);
  return [
    `## Expression model ${figures.modelVersion} on ${count(pictures)} pictures`,
    table([
      ["", "value"],
      ["pictures", count(pictures)],
      ["… without a face", count(withoutFace)],
      ["… with several faces, the largest read", count(withSeveralFaces)],
      ["files that could not be read", count(unreadable)],
      ["accuracy, of the faces found", percent(figures.accuracy)],
      ["accuracy, of all pictures", percent(figures.accuracyOfAll)],
      ["sure readings", percent(sure.share)],
      ["… of which right", percent(sure.accuracy)],
    ]),
    "## Each class",
    table([
      ["", "faces", "no face", "precision", "recall", "F1"],
      ...names.map((name) => {
        const { n = 0, withoutFace = 0, precision = 0, recall = 0, f1 = 0 } = perClass[name] ?? {};
        const row = [name, count(n), count(withoutFace)];
        // Nothing was labelled so: nothing could be right.
        return n + withoutFace === 0
          ? [...row, "", "", ""]
          : [...row, percent(precision), percent(recall), f1.toFixed(3)];
      }),
      [
        "macro",
        count(pictures - withoutFace),
        count(withoutFace),
        percent(macro.precision),
        percent(macro.recall),
        macro.f1.toFixed(3),
      ],
    ]),
    "## What the pictures are labelled (rows) and what they were read as (columns)",
    table([
      ["", ...names, "no face"],
      ...confusion.map((row, i) => {
        const name = names[i] ?? "";
        return [name, ...row.map(count), count(perClass[name]?.withoutFace ?? 0)];
      }),
    ]),
  ].join("\n\n");
}

/** The confusion matrix as an SVG file. */
export function figuresChart({ accuracy, perClass, confusion, pictures, withoutFace }: Figures): string {
  const without = withoutFace > 0 ? ` (${count(withoutFace)} more show no face)` : "";
  const n = pictures - withoutFace;
  return confusionChart(
    { n, accuracy, perClass, confusion },
    { pictures: `Your pictures${without}`, right: "as labelled", rows: "the pictures' labels" },
  );
}
