// Readings of pictures and films as files: face by face and look by look, with the places of the faces.

import { EXPRESSIONS, type Expression } from "../engine/expression.ts";
import type { Box } from "../engine/geometry.ts";
import type { Doubt, Reading } from "../engine/reading.ts";
import { BYTE_ORDER_MARK, type CsvStyle, csvNumber, csvRow, textCell } from "./csv.ts";

/** What was read in a picture, or in a film at one moment. */
export interface Look {
  readonly file: string;
  /** The film's own time; 0 for a picture. */
  readonly timeMs: number;
  readonly readings: readonly Reading[];
}

/** One object of JSON: a picture, or a film at one moment. */
export interface LookObject {
  readonly file: string;
  readonly timeMs: number;
  /** The largest first. */
  readonly faces: readonly FaceObject[];
}

export interface FaceObject {
  /** Within its file, from 1. */
  readonly id: number;
  /** In pixels of the upright picture. */
  readonly box: Box;
  /** Probabilities, which sum to 1. */
  readonly expressions: Readonly<Record<Expression, number>>;
  readonly dominant: Expression;
  readonly sure: boolean;
  /** Why it is not sure; null when it is. */
  readonly doubt: Doubt | null;
  readonly valence: number;
  readonly arousal: number;
  readonly quality: number;
}

export const READINGS_COLUMNS = [
  "file",
  "time",
  "face",
  "x",
  "y",
  "width",
  "height",
  "dominant",
  ...EXPRESSIONS,
  "valence",
  "arousal",
  "quality",
  "certainty",
  "model_version",
] as const;

/** More digits would say more than the model knows. */
const DECIMALS = 4;

/** What {@link writeReadingsJson} holds of a look. */
export function lookObject({ file, timeMs, readings }: Look): LookObject {
  return { file, timeMs: rounded(timeMs, 3), faces: readings.map(faceObject) };
}

/** The looks as one JSON array, in parts, a line each. */
export function* writeReadingsJson(looks: Iterable<Look>): Generator<string> {
  let before = "[\n";
  for (const look of looks) {
    yield before + JSON.stringify(lookObject(look));
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

/** The looks as a table, a row for each face of each; in parts. `time` is in seconds of the film. UTF-8 once encoded. */
export function* writeReadingsCsv(
  looks: Iterable<Look>,
  modelVersion: string,
  style: CsvStyle = { decimal: "." },
): Generator<string> {
  yield readingsCsvHeader(style);
  for (const look of looks) yield readingsCsvRows(look, modelVersion, style);
}

export function readingsCsvHeader(style: CsvStyle = { decimal: "." }): string {
  return BYTE_ORDER_MARK + csvRow(READINGS_COLUMNS, style);
}

/** The rows of one look; "" without a face. */
export function readingsCsvRows(
  { file, timeMs, readings }: Look,
  modelVersion: string,
  style: CsvStyle = { decimal: "." },
): string {
  const number = (value: number, decimals: number) => csvNumber(value, decimals, style);
  const rows = readings.map(({ faceId, box, dominant, probabilities, valence, arousal, quality, doubt }) =>
    csvRow(
      [
        textCell(file),
        number(timeMs / 1000, 3),
        String(faceId),
        ...[box.x, box.y, box.width, box.height].map((side) => number(side, 1)),
        dominant,
        ...EXPRESSIONS.map((_, i) => number(probabilities[i] ?? 0, DECIMALS)),
        number(valence, DECIMALS),
        number(arousal, DECIMALS),
        number(quality, DECIMALS),
        doubt === null ? "sure" : "not sure",
        textCell(modelVersion),
      ],
      style,
    ),
  );
  return rows.join("");
}

function faceObject({ faceId, box, probabilities, dominant, doubt, valence, arousal, quality }: Reading): FaceObject {
  const expressions = Object.fromEntries(
    EXPRESSIONS.map((expression, i) => [expression, rounded(probabilities[i] ?? 0, DECIMALS)]),
  ) as Record<Expression, number>;
  return {
    id: faceId,
    box: {
      x: rounded(box.x, 1),
      y: rounded(box.y, 1),
      width: rounded(box.width, 1),
      height: rounded(box.height, 1),
    },
    expressions,
    dominant,
    sure: doubt === null,
    doubt,
    valence: rounded(valence, DECIMALS),
    arousal: rounded(arousal, DECIMALS),
    quality: rounded(quality, DECIMALS),
  };
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
