import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { argmax } from "../../../evaluation/metrics.ts";
import type { Report } from "../../../evaluation/report.ts";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import parity from "../../fixtures/parity.json" with { type: "json" };
import { type StoredArray, texts, writeNpz } from "./npz.ts";

/** The command starts Node, TensorFlow.js and its WebAssembly: slow on a busy machine. In ms. */
const PATIENCE = 120_000;

const SIDE = 48;
const HEADER = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF";

/** The composite faces as test pictures, and two as training pictures, the second of which is the first test picture too. */
const pictures = [parity.faces[5], parity.faces[0], ...parity.faces].flatMap((face) => face ?? []);
const usage = pictures.map((_, i) => (i < 2 ? "Training" : "PrivateTest"));
const FER2013_ORDER = ["anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral"];

let folder: string;
const path = (name: string) => join(folder, name);

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${ROOT}scripts/evaluate.mjs`, ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const imagesArray: StoredArray = {
  dtype: "|u1",
  shape: [pictures.length, SIDE, SIDE],
  data: Buffer.concat(pictures.map(({ pixels }) => Buffer.from(pixels, "base64"))),
};
const labelsArray: StoredArray = {
  dtype: "<i8",
  shape: [pictures.length],
  // Contempt, which FER-2013 lacks, is labelled neutral.
  data: BigInt64Array.from(pictures, ({ expression }) => {
    const label = FER2013_ORDER.indexOf(expression);
    return BigInt(label < 0 ? FER2013_ORDER.indexOf("neutral") : label);
  }),
};
/** No face found anywhere: each is read whole, as the composites' recorded crops were. */
const pointsArray: StoredArray = {
  dtype: "<f4",
  shape: [pictures.length, 6, 2],
  data: new Float32Array(pictures.length * 12).fill(Number.NaN),
};
const votes = pictures.map(({ expression }, i) => {
  const cells = [...EXPRESSIONS, "unknown", "NF"].map((name) => (name === expression ? 9 : 0));
  return `${usage[i]},fer${i}.png,${cells.join()}`;
});

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "countenance-evaluate-"));
  writeNpz(path("images.npz"), { images: imagesArray, labels: labelsArray, usage: texts(usage) });
  writeNpz(path("points.npz"), { points: pointsArray });
  writeFileSync(path("votes.csv"), `\uFEFF${[HEADER, ...votes].join("\r\n")}\r\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

test(
  "reads the test pictures with the shipped model, prints and writes the figures",
  () => {
    const out = path("out");
    const { status, stdout, stderr } = run(
      ...["--images", path("images.npz"), "--votes", path("votes.csv")],
      ...["--keypoints", path("points.npz"), "--out", out],
    );
    expect(stderr).toContain("Reading 24 faces");
    expect(status).toBe(0);
    const report: Report = JSON.parse(readFileSync(join(out, "metrics.json"), "utf8"));
    // What PyTorch recorded for the same crops.
    const right = parity.faces.map(({ expression, logits: { plain, mirrored } }) => {
      return EXPRESSIONS[argmax(plain.map((logit, i) => logit + (mirrored[i] ?? 0)))] === expression;
    });
    const share = (hits: readonly boolean[]) => hits.filter(Boolean).length / hits.length;
    const { ferplus, fer2013, onePass, conditions } = report;
    expect(ferplus.privateTest.n).toBe(24);
    expect(ferplus.privateTest.accuracy).toBeCloseTo(share(right), 4);
    // The first and the sixth face are in training too.
    const fresh = right.filter((_, i) => i !== 0 && i !== 5);
    expect(ferplus.privateTestWithoutDuplicates.n).toBe(22);
    expect(ferplus.privateTestWithoutDuplicates.accuracy).toBeCloseTo(share(fresh), 4);
    expect(ferplus.privateTest.perClass.happiness?.n).toBe(3);
    expect([fer2013.privateTest.n, fer2013.privateTestWithoutDuplicates.n]).toEqual([24, 22]);
    const once = parity.faces.map(({ expression, logits }) => EXPRESSIONS[argmax(logits.plain)] === expression);
    expect(onePass.ferplus.privateTest.accuracy).toBeCloseTo(share(once), 4);
    expect(conditions).toMatchObject({ keyPoints: "given", notFound: 24 });
    expect(stdout).toContain("without duplicates");
    expect(stdout).toContain(`${(100 * share(right)).toFixed(1)} %`);
    for (const chart of ["confusion.svg", "reliability.svg"]) {
      expect(readFileSync(join(out, chart), "utf8")).toMatch(/^<svg [\s\S]+<\/svg>\n$/);
    }
  },
  PATIENCE,
);

describe("what cannot be done is one sentence on stderr and exit code 2", () => {
  const good = () => ["--images", path("images.npz"), "--votes", path("votes.csv"), "--keypoints", path("points.npz")];
  const instead = (option: string, file: string) => {
    const args = [...good(), "--out", path("never")];
    args[args.indexOf(option) + 1] = path(file);
    return args;
  };
  const cut = (array: StoredArray): StoredArray => ({
    ...array,
    data: new Uint8Array(array.data.buffer.slice(0, 100)),
  });

  beforeAll(() => {
    const usageArray = texts(usage);
    const arrays = { images: imagesArray, labels: labelsArray, usage: usageArray };
    writeFileSync(path("words.npz"), "These are words.");
    writeFileSync(path("half.npz"), readFileSync(path("images.npz")).subarray(0, 2000));
    writeFileSync(path("tail.npz"), readFileSync(path("images.npz")).subarray(100));
    const flipped = readFileSync(path("images.npz"));
    flipped.writeUInt8(flipped.readUInt8(3000) ^ 1, 3000);
    writeFileSync(path("flipped.npz"), flipped);
    writeNpz(path("empty.npz"), {});
    writeNpz(path("none.npz"), { images: imagesArray, usage: usageArray });
    writeNpz(path("floats.npz"), { ...arrays, images: { ...imagesArray, dtype: "<f4" } });
    writeNpz(path("flat.npz"), { ...arrays, images: { ...imagesArray, shape: [pictures.length, SIDE * SIDE] } });
    writeNpz(path("short.npz"), { ...arrays, images: cut(imagesArray) });
    writeNpz(path("turned.npz"), { ...arrays, images: { ...imagesArray, fortranOrder: true } });
    writeNpz(path("fewer.npz"), { ...arrays, usage: texts(usage.slice(1)) });
    writeNpz(path("untested.npz"), { ...arrays, usage: texts(usage.map(() => "Training")) });
    writeNpz(path("untaught.npz"), { ...arrays, usage: texts(usage.map(() => "PrivateTest")) });
    const nine = BigInt64Array.from(pictures, () => 9n);
    writeNpz(path("nine.npz"), { ...arrays, labels: { ...labelsArray, data: nine } });
    writeFileSync(path("fewer.csv"), [HEADER, ...votes.slice(1)].join("\n"));
    writeFileSync(path("narrow.csv"), [HEADER, ...votes.map((line) => line.replace(/,0$/, ""))].join("\n"));
    writeFileSync(path("blank.csv"), [HEADER, "", ...votes].join("\n"));
    writeFileSync(path("words.csv"), [HEADER, ...votes.map((line) => line.replace(/0$/, "none"))].join("\n"));
    writeFileSync(path("other.csv"), "a,b\n1,2\n");
    const first = { points: { ...pointsArray, shape: [1, 6, 2], data: new Float32Array(12) } };
    writeNpz(path("one.npz"), first);
    const all = { ...pointsArray, data: new Float32Array(pictures.length * 12).fill(0) };
    writeNpz(path("zeros.npz"), { points: all });
    const pixels = Float32Array.from({ length: pictures.length * 12 }, (_, i) => 200 + (i % 12) * 10);
    writeNpz(path("pixels.npz"), { points: { ...pointsArray, data: pixels } });
    const endless = { ...pointsArray, data: new Float32Array(pictures.length * 12).fill(Number.POSITIVE_INFINITY) };
    writeNpz(path("endless.npz"), { points: endless });
    cpSync(`${ROOT}models/expression`, path("cut"), { recursive: true });
    truncateSync(path("cut/weights.bin"), 1000);
    rmSync(path("cut/fer2013-head.json")); // It knows its own weights.
    cpSync(`${ROOT}models/expression`, path("long"), { recursive: true });
    appendFileSync(path("long/weights.bin"), "more");
    writeFileSync(path("a-file"), "");
    mkdirSync(path("taken/reliability.svg"), { recursive: true });
  });

  test.each([
    ["an unknown option", () => ["--pictures", "x"], "Unknown option"],
    ["no pictures", () => ["--votes", path("votes.csv")], "--images"],
    ["no votes", () => ["--images", path("images.npz")], "--votes"],
    ["an empty name", () => [...good(), "--out", ""], "--out needs a name"],
    ["another model without a place for its figures", () => [...good(), "--model", path("x")], "--out"],
    ["no such pictures", () => instead("--images", "nowhere.npz"), "There is no file"],
    ["no such votes", () => instead("--votes", "nowhere.csv"), "There is no file"],
    ["no such key points", () => instead("--keypoints", "nowhere.npz"), "There is no file"],
    ["a folder", () => instead("--images", "."), "is a folder"],
    ["no zip", () => instead("--images", "words.npz"), "is not an .npz file"],
    ["half a zip", () => instead("--images", "half.npz"), "is not an .npz file"],
    ["a zip without its beginning", () => instead("--images", "tail.npz"), "is not an .npz file"],
    ["a zip with a flipped bit", () => instead("--images", "flipped.npz"), "is not an .npz file"],
    ["an empty zip", () => instead("--images", "empty.npz"), "no array “images”: it is empty"],
    ["an array is missing", () => instead("--images", "none.npz"), "no array “labels”, only “images”, “usage”"],
    ["a wrong type", () => instead("--images", "floats.npz"), "must be uint8 [n,48,48], not <f4 [26,48,48]"],
    ["a wrong shape", () => instead("--images", "flat.npz"), "must be uint8 [n,48,48], not |u1 [26,2304]"],
    ["elements are missing", () => instead("--images", "short.npz"), "is damaged"],
    ["Fortran's order", () => instead("--images", "turned.npz"), "numpy.ascontiguousarray"],
    ["arrays of different lengths", () => instead("--images", "fewer.npz"), "has 26 rows and “usage” 25"],
    ["no test pictures", () => instead("--images", "untested.npz"), "PrivateTest"],
    ["no training pictures", () => instead("--images", "untaught.npz"), "the usage “Training”"],
    ["a label that is none", () => instead("--images", "nine.npz"), "Label 9 in row 2"],
    ["too few votes", () => instead("--votes", "fewer.csv"), "has 25 rows"],
    ["too few columns", () => instead("--votes", "narrow.csv"), "Line 2 of"],
    ["a blank line between the votes", () => instead("--votes", "blank.csv"), "Line 2 of"],
    ["votes in words", () => instead("--votes", "words.csv"), "Line 2 of"],
    ["other columns", () => instead("--votes", "other.csv"), "must be neutral, happiness"],
    ["too few key points", () => instead("--keypoints", "one.npz"), "key points of 1 faces"],
    ["key points all in one place", () => instead("--keypoints", "zeros.npz"), "coincide"],
    ["key points in pixels", () => instead("--keypoints", "pixels.npz"), "fractions of the picture's side"],
    ["endless key points", () => instead("--keypoints", "endless.npz"), "lie far outside"],
    ["no such model", () => [...instead("--votes", "votes.csv"), "--model", path("nowhere")], "There is no file"],
    ["a model that is cut off", () => [...instead("--votes", "votes.csv"), "--model", path("cut")], "The model in"],
    [
      "a model whose weights go on",
      () => [...instead("--votes", "votes.csv"), "--model", path("long")],
      "4 bytes too many",
    ],
    ["a file where a folder should be", () => [...good(), "--out", path("a-file")], "cannot be written"],
    ["a folder where a file should be", () => [...good(), "--out", path("taken")], "it is a folder"],
  ])(
    "%s",
    (_, args, words) => {
      const { status, stdout, stderr } = run(...args());
      expect(stderr).toContain(words);
      expect(stderr).toMatch(/^[^\n]+\.\n$/);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    },
    PATIENCE,
  );
});
