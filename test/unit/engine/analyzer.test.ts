import { expect, test } from "vitest";
import { Analyzer } from "../../../src/engine/analyzer.ts";
import type { Classifier } from "../../../src/engine/classifier.ts";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import type { GreyImage } from "../../../src/engine/grey-image.ts";
import { drawnFace } from "./drawn-face.ts";

const MODEL = { version: "", labels: EXPRESSIONS, size: 48, mean: 128, std: 64, temperature: 1, abstainBelow: 0.5 };

const logits = async (crops: readonly Float32Array[]) => crops.map(() => new Float32Array(EXPRESSIONS.length));

test("a source that is forgotten while a picture of it waits does not come back with that picture", async () => {
  const pictures = [0, 1, 2].map((i) => drawnFace(40 + i, 30));
  const detect = (image: GreyImage) => pictures.filter((face) => face.image === image);
  const detector = { detect, search: detect, near: () => [], again: () => null };
  const analyzer = new Analyzer(detector, { logits } as unknown as Classifier, MODEL);
  const read = async (i: number) => {
    const { image } = pictures[i] as (typeof pictures)[number];
    return (await analyzer.analyze(image, { source: "tile", timeMs: 250 * i })).map(({ faceId }) => faceId);
  };
  const before = [read(0), read(1)];
  analyzer.forget("tile");
  expect(await Promise.all(before)).toEqual([[1], [1]]);
  expect(await read(2)).toEqual([2]);
});

/** Two crops a face that is new: one expression for each face, in the order in which they are given. */
const inTurn = async (crops: readonly Float32Array[]) =>
  crops.map((_, crop) => Float32Array.from(EXPRESSIONS, (_, i) => (i === crop >> 1 ? 9 : 0)));

test("of pictures and faces that are read together each gets its own reading", async () => {
  const pictures = [drawnFace(20, 30), drawnFace(40, 30), drawnFace(60, 30)];
  const detect = (image: GreyImage) => pictures.filter((face) => face.image === image);
  const apart = new Analyzer(
    { detect, search: detect, near: () => [], again: () => null },
    { logits: inTurn } as unknown as Classifier,
    MODEL,
  );
  // The first goes alone; the others wait for it, and go as one batch.
  const shown = pictures.map(
    async ({ image }, i) => (await apart.analyze(image, { source: `tile ${i}`, timeMs: 0 }))[0]?.dominant,
  );
  expect(await Promise.all(shown)).toEqual([EXPRESSIONS[0], EXPRESSIONS[0], EXPRESSIONS[1]]);

  const [left, right] = [drawnFace(0, 30), drawnFace(90, 30)];
  const both = () => [left, right];
  const together = new Analyzer(
    { detect: both, search: both, near: () => [], again: () => null },
    { logits: inTurn } as unknown as Classifier,
    MODEL,
  );
  const readings = await together.analyze(left.image, { source: "tile", timeMs: 0 });
  const inOrder = readings.toSorted((one, other) => one.box.x - other.box.x);
  expect(inOrder.map(({ dominant }) => dominant)).toEqual([EXPRESSIONS[0], EXPRESSIONS[1]]);
});

test("a picture whose faces could not be read is read when it is given again", async () => {
  const face = drawnFace(40, 30);
  const detect = () => [face];
  const failures = [new Error("Out of memory.")];
  const once = async (crops: readonly Float32Array[]) => {
    const failure = failures.pop();
    if (failure) throw failure;
    return inTurn(crops);
  };
  const analyzer = new Analyzer(
    { detect, search: detect, near: () => [], again: () => null },
    { logits: once } as unknown as Classifier,
    MODEL,
  );
  const read = () => analyzer.analyze(face.image, { source: "film", timeMs: 0 });
  await expect(read()).rejects.toThrow("Out of memory.");
  expect((await read()).map(({ dominant }) => dominant)).toEqual([EXPRESSIONS[0]]);
});
