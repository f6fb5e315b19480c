import { expect, test } from "vitest";
import { figures, figuresChart, figuresText, type LabelledReading } from "../../../src/command-line/figures.ts";
import { FileSummary } from "../../../src/command-line/file-summary.ts";
import { csvRows, jsonLines } from "../../../src/command-line/results.ts";
import { EXPRESSIONS, type Expression } from "../../../src/engine/expression.ts";
import type { Reading } from "../../../src/engine/reading.ts";

const labelled = (expression: Expression, dominant: Expression | null, doubt: Reading["doubt"] = null) =>
  ({ expression, reading: dominant && { dominant, doubt } }) satisfies LabelledReading;

const readings = [
  labelled("happiness", "happiness"),
  labelled("happiness", "happiness", "ambiguous"),
  labelled("happiness", "neutral"),
  labelled("happiness", null),
  labelled("anger", "anger"),
  labelled("anger", "contempt"),
  labelled("sadness", null),
];
const found = figures(readings, { modelVersion: "1.2.3", withSeveralFaces: 1, unreadable: 2 });

test("faces found and pictures without one are counted apart", () => {
  expect(found).toMatchObject({ pictures: 7, withoutFace: 2, accuracy: 3 / 5, accuracyOfAll: 3 / 7 });
  expect(found.sure).toEqual({ share: 4 / 5, accuracy: 2 / 4 });
  expect(found.perClass.happiness).toEqual({ n: 3, precision: 1, recall: 2 / 3, f1: 0.8, withoutFace: 1 });
  expect(found.confusion[1]).toEqual([1, 2, 0, 0, 0, 0, 0, 0]);
});

test("the means are those of the classes that there are pictures of", () => {
  // Sadness has pictures, but no face in them.
  expect(found.macro.precision).toBeCloseTo((1 + 1 + 0) / 3);
  expect(found.macro.recall).toBeCloseTo((2 / 3 + 1 / 2 + 0) / 3);
  expect(found.macro.f1).toBeCloseTo((0.8 + 2 / 3 + 0) / 3);
});

test("the tables and the chart say so", () => {
  const text = figuresText(found);
  expect(text).toMatch(/… without a face +\| +2 \|/);
  expect(text).toMatch(/accuracy, of all pictures +\| 42\.9 % \|/);
  expect(text).toMatch(/\| macro +\| +5 \| +2 \| +66\.7 %/);
  const chart = figuresChart(found);
  expect(chart).toContain("Your pictures (2 more show no face); 60.0 % of 5 faces are read as labelled.");
  expect(chart).not.toContain("annotators");
});

const reading: Reading = {
  source: "film",
  faceId: 1,
  timeMs: 250,
  box: { x: 1, y: 2, width: 3, height: 4 },
  probabilities: EXPRESSIONS.map((_, i) => (i === 1 ? 0.9 : 0.1 / 7)),
  dominant: "happiness",
  doubt: null,
  valence: 0.7,
  arousal: 0.4,
  quality: 0.8,
};
const look = {
  file: '=a",\n.mp4',
  timeMs: 250,
  readings: [reading, { ...reading, faceId: 2, doubt: "dark" as const }],
};

test("a line of JSON has these fields and no others", () => {
  const line = jsonLines().look(look);
  expect(line.indexOf("\n")).toBe(line.length - 1);
  const { file, timeMs, faces } = JSON.parse(line);
  expect([file, timeMs, faces.length]).toEqual([look.file, 250, 2]);
  expect(Object.keys(faces[0])).toEqual([
    "id",
    "box",
    "expressions",
    "dominant",
    "sure",
    "valence",
    "arousal",
    "quality",
  ]);
  expect(Object.keys(faces[0].expressions)).toEqual([...EXPRESSIONS]);
  expect(faces.map(({ sure }: { sure: boolean }) => sure)).toEqual([true, false]);
});

test("a row of CSV is no formula", () => {
  expect(csvRows("1").look(look)).toMatch(/^"'=a"",\n\.mp4",0\.250,1,/);
});

test("a film's summary tells how often each face showed what", () => {
  const summary = new FileSummary("film.mp4", { kind: "film", width: 640, height: 360, durationMs: 1000 });
  summary.add({ ...look, timeMs: 0 });
  summary.add({ ...look, timeMs: 500, readings: [{ ...reading, dominant: "neutral" }] });
  const text = summary.text();
  expect(text).toContain("film.mp4: film, 640 × 360, 2 looks, 2 faces");
  expect(text).toMatch(/\| 1 +\| 0\.00 s \| 0\.50 s \| +2 \| happiness 50\.0 %, neutral 50\.0 % \| +0\.0 % \|/);
  expect(text).toMatch(/\| 2 +\| 0\.00 s \| 0\.00 s \| +1 \| +\| +100\.0 % \|/);
});
