import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { barChart } from "../../../bench/bar-chart.ts";
import { parseBenchOptions } from "../../../bench/options.mjs";
import { accuracy } from "../../../bench/scenarios/accuracy.ts";
import { SCENARIOS } from "../../../bench/scenarios/all.ts";
import { judge } from "../../../bench/scenarios/stills.ts";
import { fasterThanRivals } from "../../../bench/speed.ts";
import type { Stage } from "../../../bench/stage.ts";
import { collect, spread } from "../../../bench/statistics.ts";
import { labelledStills, type Places } from "../../../bench/stills.ts";
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

test("a face is found by a box about as large there; what is unclear counts neither way, a second box is false", () => {
  const box = (x: number, y: number, size: number) => ({ x, y, width: size, height: size });
  const still = { faces: [box(100, 100, 50), box(300, 100, 50)], unclear: [box(500, 100, 20)] };
  expect(judge(still, [box(105, 90, 60), box(290, 95, 55)])).toEqual({ found: 2, false: 0 });
  expect(judge(still, [box(100, 100, 50), box(102, 98, 52)])).toEqual({ found: 1, false: 1 });
  expect(judge(still, [box(0, 0, 640), box(498, 99, 24)])).toEqual({ found: 0, false: 1 });
});

test("the stills at hand are those whose files are there, each with boxes of four whole numbers", async () => {
  const folder = await mkdtemp(join(tmpdir(), "countenance-stills-"));
  try {
    const places: Places = { packages: folder };
    expect(await labelledStills(places)).toEqual([]);
    const labels: object = JSON.parse(await readFile(`${ROOT}bench/stills.json`, "utf8"));
    const names = Object.keys(labels).filter((name) => name.startsWith("packages/"));
    for (const name of names) {
      const file = join(folder, name.slice("packages/".length));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, "");
    }
    const stills = await labelledStills(places);
    expect(stills.map(({ url }) => decodeURIComponent(url).slice(1))).toEqual(names);
    for (const { url, faces, unclear } of stills) {
      for (const { x, y, width, height } of [...faces, ...unclear]) {
        expect([x, y, width, height].every(Number.isInteger), url).toBe(true);
        expect(Math.min(width, height), url).toBeGreaterThan(0);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a full run writes the documentation, a short one nothing unless told where", () => {
  expect(parseBenchOptions([])).toMatchObject({ quick: false, only: [], frames: 2000, out: `${ROOT}docs` });
  expect(parseBenchOptions(["--quick"])).toMatchObject({ quick: true, out: null });
  expect(parseBenchOptions(["--quick", "--out", "/tmp/x"])).toMatchObject({ out: "/tmp/x" });
});

test("accuracy is told without rivals, too, and left out without the data", async () => {
  const score = { fer2013: 0.7, ferplus: 0.88 };
  const ours = { ...score, framing: "aligned as ours", uncut: score } as const;
  const result = { faces: 100, agreed: 90, each: { countenance: ours }, secondHead: 0.73 };
  const { markdown, losses } = accuracy.section(result, [{ id: "countenance", name: "Countenance" }]);
  expect(markdown).toContain("88.0 %");
  expect(markdown).toContain("ours reads 73.0 % of them.");
  expect(markdown).not.toMatch(/rival, each|NaN|Infinity/);
  expect(losses).toEqual([]);
  const without = { options: parseBenchOptions([]) } as unknown as Stage;
  expect(await accuracy.run(without)).toBeNull();
});

test("every scenario can be asked for, and nothing else", () => {
  const names = SCENARIOS.map(({ name }) => name);
  expect(parseBenchOptions(names.flatMap((name) => ["--only", name]))).toMatchObject({ only: names });
  expect(() => parseBenchOptions(["--only", "speed"])).toThrow("There is no scenario speed");
  expect(() => parseBenchOptions(["--frames", "some"])).toThrow("--frames must be a whole number");
  for (const option of ["--data", "--media", "--stills"]) {
    expect(() => parseBenchOptions([option, "/nowhere"])).toThrow("There is no folder /nowhere.");
  }
});
