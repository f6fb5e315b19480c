// npm start, as someone at a terminal has it: the program itself, its streams and its exit code.

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import type { CallReport } from "../../../scripts/call-report.mjs";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { MEDIA } from "../../media.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countenance-"));
});

afterAll(() => rm(folder, { recursive: true }));

test("--headless --json prints one object and nothing else, with everyone who was there", async () => {
  const { code, stdout, stderr } = await start("--headless", "--json", "--seconds", "15");
  expect(code, stderr).toBe(0);
  const report: CallReport = JSON.parse(stdout);
  expect(report).toMatchObject({ backend: expect.stringMatching(/^(webgpu|wasm)$/), requestsOutside: 0, errors: [] });
  const names = report.participants.map(({ name }) => name);
  expect(names.slice(0, 3).sort()).toEqual(["Ada", "Ben", "Chiara"]);
  for (const participant of report.participants.slice(0, 3)) expectRead(participant);
}, 300_000);

test.skipIf(!MEDIA)(
  "video files become the participants' cameras",
  async () => {
    const { code, stdout, stderr } = await start(
      "--headless",
      "--json",
      "--seconds",
      "6",
      "--participant",
      `Smiling=${MEDIA}/clips/d18.mp4`,
      "--participant",
      `Frowning=${MEDIA}/clips/d19.mp4`,
    );
    expect(code, stderr).toBe(0);
    const report: CallReport = JSON.parse(stdout);
    expect(report.participants.map(({ name }) => name).sort()).toEqual(["Frowning", "Smiling"]);
    for (const participant of report.participants) {
      expectRead(participant);
      // All but one in twenty, and the first, which may be of a camera that has just begun.
      expect(participant.framesWithFace).toBeGreaterThanOrEqual(0.95 * participant.frames - 1);
    }
  },
  300_000,
);

test("a file without a video is named in one sentence", async () => {
  const file = join(folder, "notes for Ada.mp4");
  await writeFile(file, "Not a video.");
  const { code, stdout, stderr } = await start("--headless", "--json", "--participant", `Ada=${file}`);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.trimEnd().split("\n").at(-1)).toBe(
    "notes for Ada.mp4, the camera of Ada, has no video that this browser can play.",
  );
}, 300_000);

test.each([
  ["a file that is not there", ["--headless", "--participant", "Ada=nowhere.mp4"], {}, "nowhere.mp4"],
  ["a wrong option", ["--headles"], {}, "--headles"],
  ["no time at all", ["--headless", "--seconds", "0"], {}, "--seconds"],
  ["no browser where one should be", ["--headless"], { CHROME_PATH: "/nowhere/chromium" }, "/nowhere/chromium"],
  ["something that is no browser", ["--headless"], { CHROME_PATH: process.execPath }, process.execPath],
])("%s is one clear sentence and exit code 2", async (_, args, environment, named) => {
  const { code, stdout, stderr } = await start(...args, environment);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^[^\n]+\.\n$/);
  expect(stderr).toContain(named);
});

test.runIf(process.platform === "linux")("without a display it says how to do without", async () => {
  const { code, stderr } = await start({ DISPLAY: "", WAYLAND_DISPLAY: "" });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^[^\n]*--headless[^\n]*\n$/)]);
});

test("--help explains every option", async () => {
  const { code, stdout } = await start("--help");
  expect(code).toBe(0);
  for (const option of ["--headless", "--json", "--seconds", "--participant"]) expect(stdout).toContain(option);
});

function expectRead({
  frames,
  framesWithFace,
  expressions,
  dominant,
  notSure,
}: CallReport["participants"][number]): void {
  expect(frames).toBeGreaterThan(0);
  expect(framesWithFace).toBeGreaterThan(0);
  expect(framesWithFace).toBeLessThanOrEqual(frames);
  expect(Object.keys(expressions ?? {})).toEqual([...EXPRESSIONS]);
  expect(Object.values(expressions ?? {}).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  expect(EXPRESSIONS).toContain(dominant);
  expect(notSure).toBeGreaterThanOrEqual(0);
  expect(notSure).toBeLessThanOrEqual(1);
}

/** Runs scripts/start.mjs; an object among the arguments is added to its environment. */
async function start(...args: (string | Record<string, string>)[]) {
  const options = args.filter((arg) => typeof arg === "string");
  const environment = Object.assign({}, process.env, ...args.filter((arg) => typeof arg !== "string"));
  const child = spawn(process.execPath, [`${ROOT}scripts/start.mjs`, ...options], { env: environment });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout, stderr };
}
