import { describe, expect, test } from "vitest";
import { printable } from "../../../scripts/printable.mjs";
import { parseAnalyzeOptions } from "../../../src/command-line/analyze-options.ts";
import { classOf } from "../../../src/command-line/class-names.ts";
import { parseEvaluateOptions } from "../../../src/command-line/evaluate-options.ts";

test("a film is looked at four times a second, unless told otherwise", () => {
  expect(parseAnalyzeOptions(["a.mp4", "b"])).toEqual({
    paths: ["a.mp4", "b"],
    everyMs: 250,
    csv: undefined,
    json: false,
    boxes: undefined,
  });
  expect(parseAnalyzeOptions(["a.mp4", "--csv", "-", "--boxes=out"])).toMatchObject({ csv: "-", boxes: "out" });
});

test.each([
  ["0.25s", 250],
  [".5s", 500],
  ["2s", 2000],
  ["40ms", 40],
  ["33.3 ms", 33.3],
])("--every %s is %d ms", (every, everyMs) => {
  expect(parseAnalyzeOptions(["a", "--every", every])).toMatchObject({ everyMs });
});

test.each(["0s", "0.25", "fast", "-1s", "1m", "", "0.1ms", "1e3ms"])("--every %s says what it takes", (every) => {
  expect(() => parseAnalyzeOptions(["a", `--every=${every}`])).toThrow("0.25s or 250ms");
});

describe("wrong usage is one sentence and exit code 2", () => {
  test.each([
    [[], /Say what to read/],
    [["a", "--json", "--csv", "b"], /exclude each other/],
    [["a", "--jsno"], /Unknown option '--jsno'.*--help/],
    [["a", "--csv"], /argument missing.*--help/],
    [["a", "--boxes="], /--boxes needs a name/],
  ] as const)("%j", (args, sentence) => {
    expect(() => parseAnalyzeOptions([...args])).toThrow(sentence);
    expect(() => parseAnalyzeOptions([...args])).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  test.each([[], ["a", "b"]])("evaluate %s %s", (...args) => {
    expect(() => parseEvaluateOptions(args.filter((arg) => arg !== undefined))).toThrow(/Name one folder/);
  });

  test("evaluate with one file for two, however it is written", () => {
    const parse = () => parseEvaluateOptions(["faces", "--svg", "figures", "--json", "./faces/../figures"]);
    expect(parse).toThrow(/--svg and --json name the same file/);
  });
});

test.each([
  ["happiness", "happiness"],
  ["Happy", "happiness"],
  ["3_happy", "happiness"],
  ["Surprised", "surprise"],
  ["0 - angry", "anger"],
  ["fearful", "fear"],
  ["bored", null],
  ["unhappy", null],
  ["constructor", null],
  ["", null],
])("the folder %s is %s", (folder, expression) => {
  expect(classOf(folder)).toBe(expression);
});

test("a file's name cannot write over the terminal", () => {
  expect(printable("a\u001b[2Jb\u202egpj.png\n")).toBe("a�[2Jb�gpj.png�");
});
