import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { EngineError } from "../../../src/engine/errors.ts";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { checkMetadata, modelFiles } from "../../../src/engine/model-files.ts";

const GOOD = {
  version: "1",
  labels: [...EXPRESSIONS],
  size: 48,
  mean: 128,
  std: 64,
  temperature: 1.2,
  abstainBelow: 0.4,
};

test("the model in the repository says all the engine needs to know", () => {
  const model = new URL("../../../models/expression/model.json", import.meta.url);
  const { userDefinedMetadata } = JSON.parse(readFileSync(model, "utf8"));
  // What the export notes beside that is for whoever reads the file.
  expect(userDefinedMetadata).toMatchObject(checkMetadata(userDefinedMetadata));
});

test.each([
  ["nothing", undefined],
  ["labels in another order", { ...GOOD, labels: GOOD.labels.toReversed() }],
  ["another size", { ...GOOD, size: 64 }],
  ["a temperature of zero", { ...GOOD, temperature: 0 }],
  ["a threshold that is no number", { ...GOOD, abstainBelow: "0.4" }],
  ["no version", { ...GOOD, version: undefined }],
])("metadata with %s is refused with a sentence", (_, metadata) => {
  expect(() => checkMetadata(metadata)).toThrow(EngineError);
  expect(() => checkMetadata(metadata)).toThrow(/^The expression model .*\. Install Countenance again\.$/);
});

test.each([
  ["no list of weights", undefined],
  ["a word in its place", "weights.bin"],
  ["a list of nothing", [null]],
])("a model with %s is refused with a sentence", (_, weightsManifest) => {
  const json = { modelTopology: {}, weightsManifest, userDefinedMetadata: GOOD };
  expect(() => modelFiles(new TextEncoder().encode(JSON.stringify(json)).buffer, new ArrayBuffer(0))).toThrow(
    "The expression model is damaged: model.json does not list its weights. Install Countenance again.",
  );
});
