import { parse } from "papaparse";
import { expect, test } from "vitest";
import type { Reading } from "../../../src/engine/reading.ts";
import { type Look, READINGS_COLUMNS, writeReadingsCsv, writeReadingsJson } from "../../../src/exchange/readings.ts";

const reading: Reading = {
  source: "film",
  faceId: 2,
  timeMs: 0,
  box: { x: 10.26, y: 20, width: 30.123, height: 40 },
  probabilities: [0.05, 0.9, 0.01, 0.01, 0.01, 0.01, 0.005, 0.005],
  dominant: "happiness",
  doubt: null,
  valence: 0.71234567,
  arousal: 0.4,
  quality: 0.8,
};

const looks: readonly Look[] = [
  { file: '=a "film"; été.mp4', timeMs: 0, readings: [] },
  { file: '=a "film"; été.mp4', timeMs: 1250, readings: [reading, { ...reading, faceId: 1, doubt: "small" }] },
];

test.each([".", ","] as const)("a table has a row for each face of each look, decimal %j", (decimal) => {
  const text = [...writeReadingsCsv(looks, "0.2.0", { decimal })].join("");
  expect(text.codePointAt(0)).toBe(0xfeff);
  const { data, errors } = parse<Record<string, string>>(text.slice(1), { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect(data).toHaveLength(2);
  expect(Object.keys(data[0] ?? {})).toEqual([...READINGS_COLUMNS]);
  const of = (value: string | undefined) => Number(value?.replace(decimal, "."));
  expect(data[0]).toMatchObject({ file: `'=a "film"; été.mp4`, face: "2", dominant: "happiness", certainty: "sure" });
  expect(of(data[0]?.time)).toBe(1.25);
  expect(of(data[0]?.happiness)).toBe(0.9);
  expect(of(data[0]?.x)).toBe(10.3);
  expect(data[1]).toMatchObject({ face: "1", certainty: "not sure", model_version: "0.2.0" });
});

test("JSON has an object for each look, those without a face too", () => {
  const objects = JSON.parse([...writeReadingsJson(looks)].join(""));
  expect(objects.map(({ faces }: { faces: unknown[] }) => faces.length)).toEqual([0, 2]);
  expect(objects[1]).toMatchObject({ file: '=a "film"; été.mp4', timeMs: 1250 });
  expect(objects[1].faces[1]).toMatchObject({ id: 1, sure: false, doubt: "small", valence: 0.7123 });
  expect(objects[1].faces[0].expressions.happiness).toBe(0.9);
  expect(JSON.parse([...writeReadingsJson([])].join(""))).toEqual([]);
});
