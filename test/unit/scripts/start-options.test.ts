import { expect, test } from "vitest";
import { parseStartOptions } from "../../../scripts/start-options.mjs";

test("without options the call opens in a window", () => {
  expect(parseStartOptions([])).toEqual({ help: false, headless: false, json: false, seconds: 20, cameras: [] });
});

test("participants' cameras are named files, whose names may hold anything", () => {
  const { cameras, seconds, json } = parseStartOptions([
    "--headless",
    "--json",
    "--seconds",
    "2.5",
    "--participant",
    "Ada Byron=a=b.mp4",
    "--participant=Ben=/tmp/ben.webm",
  ]);
  expect(cameras).toEqual([
    { name: "Ada Byron", file: "a=b.mp4" },
    { name: "Ben", file: "/tmp/ben.webm" },
  ]);
  expect([seconds, json]).toEqual([2.5, true]);
});

test.each([
  [["--headles"], "--headles"],
  [["extra"], "extra"],
  [["--json"], "--headless"],
  [["--seconds", "5"], "--headless"],
  [["--headless", "--seconds"], "--seconds"],
  [["--headless", "--seconds", "soon"], "soon"],
  [["--headless", "--seconds", "0"], "0"],
  [["--headless", "--seconds", "Infinity"], "86400"],
  [["--headless", "--seconds", "-3"], "--seconds"],
  [["--participant", "ada.mp4"], "NAME=FILE"],
  [["--participant", "=ada.mp4"], "NAME=FILE"],
  [["--participant", "Ada="], "NAME=FILE"],
])("%j is refused in one sentence that names %s", (args, word) => {
  expect(() => parseStartOptions(args)).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(() => parseStartOptions(args)).toThrow(word);
  expect(() => parseStartOptions(args)).toThrow(/^[^\n]+\.$/);
});
