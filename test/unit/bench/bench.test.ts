import { expect, test } from "vitest";
import { barChart } from "../../../bench/bar-chart.ts";
import { parseBenchOptions } from "../../../bench/options.mjs";
import { SCENARIOS } from "../../../bench/scenarios/all.ts";
import { fasterThanRivals } from "../../../bench/speed.ts";
import { collect, spread } from "../../../bench/statistics.ts";
import { ROOT } from "../../../scripts/bootstrap.mjs";

test("medians and quartiles lie between the measurements they fall between", () => {
  expect(spread([4, 1, 3, 2])).toEqual({ n: 4, median: 2.5, from: 1.75, to: 3.25 });
  expect(spread([7])).toEqual({ n: 1, median: 7, from: 7, to: 7 });
});

test("what is measured of each is kept apart", () => {
  const measured: Record<string, number[]> = {};
  collect(measured, "one", [1]);
  collect(measured, "other", [2]);
  collect(measured, "one", [3]);
  expect(measured).toEqual({ one: [1, 3], other: [2] });
});

test("the ratio is the fastest rival's median over ours", () => {
  const contestants = ["countenance", "slow", "fast"].map((id) => ({ id, name: id }));
  const ms = { countenance: spread([10]), slow: spread([90]), fast: spread([42]) };
  expect(fasterThanRivals(ms, contestants)).toBe("4.2 times");
});

test("the longest bar is the greatest value's", () => {
  const bars = [
    { name: "A & B", value: 50, ours: true },
    { name: "C", value: 100, ours: false },
  ];
  const svg = barChart("Times", [{ heading: "one face", bars }], (value) => `${value} ms`);
  const widths = [...svg.matchAll(/width="([\d.]+)" height="18"/g)].map(([, width]) => Number(width));
  expect(widths[1]).toBe(2 * (widths[0] ?? 0));
  expect(svg).toContain("A &amp; B");
});

test("a full run writes the documentation, a short one nothing unless told where", () => {
  expect(parseBenchOptions([])).toMatchObject({ quick: false, only: [], frames: 300, out: `${ROOT}docs` });
  expect(parseBenchOptions(["--quick"])).toMatchObject({ quick: true, out: null });
  expect(parseBenchOptions(["--quick", "--out", "/tmp/x"])).toMatchObject({ out: "/tmp/x" });
});

test("every scenario can be asked for, and nothing else", () => {
  const names = SCENARIOS.map(({ name }) => name);
  expect(parseBenchOptions(names.flatMap((name) => ["--only", name]))).toMatchObject({ only: names });
  expect(() => parseBenchOptions(["--only", "speed"])).toThrow("There is no scenario speed");
  expect(() => parseBenchOptions(["--frames", "some"])).toThrow("--frames must be a whole number");
});
