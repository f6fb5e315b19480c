import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { compiledKernels } from "../../../scripts/compile-kernels.mjs";
import { detectorWeights } from "../../../scripts/detector-weights.mjs";
import { DetectionNetwork } from "../../../src/engine/detection-network.ts";
import { ExpressionNetwork } from "../../../src/engine/expression-network.ts";
import { modelFiles } from "../../../src/engine/model-files.ts";

let expression: WebAssembly.Module;
let detection: WebAssembly.Module;
let text: string;
let weights: ArrayBuffer;

beforeAll(async () => {
  expression = await WebAssembly.compile(await compiledKernels("expression"));
  detection = await WebAssembly.compile(await compiledKernels("detection"));
  text = await readFile(`${ROOT}models/expression/model.json`, "utf8");
  weights = new Uint8Array(await readFile(`${ROOT}models/expression/weights.bin`)).buffer;
}, 60_000);

test.each([
  "modelTopology",
  "modelTopology.config.layers.0",
  "modelTopology.config.layers.10.config",
  "weightsManifest.0.weights.0",
  "weightsManifest.0.weights.0.shape",
])("a model.json that holds nothing as its %s is damaged", async (place) => {
  const json = JSON.parse(text);
  const path = place.split(".");
  const parent = path.slice(0, -1).reduce((inside, key) => inside[key], json);
  parent[path.at(-1) ?? ""] = null;
  const files = modelFiles(new TextEncoder().encode(JSON.stringify(json)).buffer, weights);
  await expect(ExpressionNetwork.build(files, expression)).rejects.toMatchObject({
    code: "model-corrupt",
    message: "The expression model is damaged: model.json does not describe it. Install Countenance again.",
  });
});

test.each([
  ["cut off", (whole: Uint8Array) => whole.slice(0, whole.length / 2)],
  ["cut off within a weight", (whole: Uint8Array) => whole.slice(0, -1)],
  ["a byte too long", (whole: Uint8Array) => Buffer.concat([whole, Buffer.alloc(1)])],
])("a face detector's file that is %s is damaged", async (_, damage) => {
  const file = damage(new Uint8Array(await detectorWeights()));
  const message = "The face detector's file is damaged. Install Countenance again.";
  await expect(DetectionNetwork.create(detection, new Uint8Array(file).buffer)).rejects.toMatchObject({
    code: "model-corrupt",
    message,
  });
});
