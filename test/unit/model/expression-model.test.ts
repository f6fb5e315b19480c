import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { type ModelFolder, readModel } from "../../../evaluation/shipped-model.ts";
import { TfjsModel } from "../../../evaluation/tfjs-model.ts";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { compiledKernels } from "../../../scripts/compile-kernels.mjs";
import { softmax } from "../../../src/engine/calibration.ts";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { ExpressionNetwork } from "../../../src/engine/expression-network.ts";
import { PARITY_FACES } from "../../fixtures/parity.ts";

const FOLDER = `${ROOT}models/expression`;

describe("the shipped expression model", () => {
  let files: ModelFolder;
  let own: readonly Float32Array[];
  let tensorflow: readonly Float32Array[];

  beforeAll(async () => {
    files = await readModel(FOLDER);
    own = await readWithKernels(files);
    tensorflow = await readWithTfjs(files);
  }, 120_000);

  test("has the parameters of the network that was trained", () => {
    const specs = files.artifacts.weightSpecs ?? [];
    const parameters = specs.reduce(
      (sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1),
      0,
    );
    // Convolutions of widths 24, 48, 48, 96, 96, 152 and 152 with their biases, the first 5×5 and the others 3×3, and a
    // dense layer of eight outputs.
    const widths = [1, 24, 48, 48, 96, 96, 152, 152];
    const convolutions = widths
      .slice(1)
      .reduce((sum, width, i) => sum + ((i === 0 ? 25 : 9) * (widths[i] ?? 0) + 1) * width, 0);
    expect(parameters).toBe(convolutions + 153 * 8);
    expect(readFileSync(`${FOLDER}/weights.bin`)).toHaveLength(parameters * 2); // Half floats.
  });

  test.each([
    ["the product's own arithmetic", () => own],
    ["TensorFlow.js", () => tensorflow],
  ])("%s reads more than 200 faces as PyTorch does", (_, logitsOf) => {
    expect(PARITY_FACES.length).toBeGreaterThanOrEqual(200);
    const logits = logitsOf();
    const { temperature } = files.metadata;
    PARITY_FACES.forEach((face, i) => {
      const read = softmax(logits[i] ?? [], temperature);
      softmax(face.logits, temperature).forEach((expected, j) => {
        expect(Math.abs((read[j] ?? Number.NaN) - expected), `${face.name}: ${EXPRESSIONS[j]}`).toBeLessThan(2e-3);
      });
    });
  });

  test("the product's own arithmetic rounds as finely as TensorFlow.js's", () => {
    own.forEach((row, i) => {
      for (const [j, logit] of row.entries()) expect(logit).toBeCloseTo(tensorflow[i]?.[j] ?? Number.NaN, 4);
    });
  });
});

async function readWithKernels(files: ModelFolder): Promise<readonly Float32Array[]> {
  const kernels = await WebAssembly.compile(await compiledKernels("expression"));
  return (await ExpressionNetwork.build(files, kernels)).logits(PARITY_FACES.map(({ crop }) => crop));
}

async function readWithTfjs(files: ModelFolder): Promise<readonly Float32Array[]> {
  const model = await TfjsModel.load(files, null);
  const { ferplus } = await model.logits(PARITY_FACES.map(({ crop }) => crop));
  model.close();
  return ferplus;
}
