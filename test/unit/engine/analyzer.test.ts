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
