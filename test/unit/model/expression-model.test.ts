import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { io } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startWasm } from "../../../src/engine/backend.ts";
import { softmax } from "../../../src/engine/calibration.ts";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { ExpressionModel } from "../../../src/engine/expression-model.ts";
import { checkMetadata, type ModelFiles } from "../../../src/engine/model-files.ts";
import { PARITY_FACES } from "../../fixtures/parity.ts";

const file = (path: string): URL => new URL(`../../../${path}`, import.meta.url);

async function shippedModel(): Promise<ModelFiles> {
  const json: io.ModelJSON = JSON.parse(readFileSync(file("models/expression/model.json"), "utf8"));
  const artifacts = await io.getModelArtifactsForJSON(json, async (manifest) => {
    const weights = manifest.flatMap(({ paths }) =>
      paths.map((path) => readFileSync(file(`models/expression/${path}`))),
    );
    return [io.getWeightSpecs(manifest), weights.map((bytes) => new Uint8Array(bytes).buffer)];
  });
  return { artifacts, metadata: checkMetadata(json.userDefinedMetadata) };
}

describe("the shipped expression model", () => {
  let files: ModelFiles;
  let model: ExpressionModel;
  let logits: readonly Float32Array[];

  beforeAll(async () => {
    expect(await startWasm(fileURLToPath(file("node_modules/@tensorflow/tfjs-backend-wasm/dist/")))).toBe(true);
    files = await shippedModel();
    model = await ExpressionModel.build(files, "wasm");
    logits = await model.logits(PARITY_FACES.map(({ crop }) => crop));
  });

  afterAll(() => model.close());

  test("has the parameters of the network that was trained", () => {
    const specs = files.artifacts.weightSpecs ?? [];
    const parameters = specs.reduce(
      (sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1),
      0,
    );
    // Convolutions of widths 32, 64, 64, 128, 128, 192 and 192 with their biases, the first 5×5 and the others 3×3, and a
    // dense layer of eight outputs.
    const widths = [1, 32, 64, 64, 128, 128, 192, 192];
    const convolutions = widths
      .slice(1)
      .reduce((sum, width, i) => sum + ((i === 0 ? 25 : 9) * (widths[i] ?? 0) + 1) * width, 0);
    expect(parameters).toBe(convolutions + 193 * 8);
    expect(readFileSync(file("models/expression/weights.bin"))).toHaveLength(parameters * 2); // Half floats.
  });

  test("reads more than 200 faces as PyTorch does", () => {
    expect(PARITY_FACES.length).toBeGreaterThanOrEqual(200);
    const { temperature } = files.metadata;
    PARITY_FACES.forEach((face, i) => {
      const read = softmax(logits[i] ?? [], temperature);
      softmax(face.logits, temperature).forEach((expected, j) => {
        expect(Math.abs((read[j] ?? Number.NaN) - expected), `${face.name}: ${EXPRESSIONS[j]}`).toBeLessThan(2e-3);
      });
    });
  });
});
