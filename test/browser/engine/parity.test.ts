import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { softmax } from "../../../src/engine/calibration.ts";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { PARITY_FACES } from "../../fixtures/parity.ts";
import { type EnginePage, openEnginePage, SOFTWARE_WEBGPU } from "./engine-worker.ts";

const { userDefinedMetadata } = JSON.parse(readFileSync(`${ROOT}models/expression/model.json`, "utf8"));
const { temperature }: { temperature: number } = userDefinedMetadata;

let page: EnginePage;

beforeAll(async () => {
  page = await openEnginePage(SOFTWARE_WEBGPU);
});
afterAll(() => page.close());

/** At once: WebGPU without a graphics card runs on the processor, and a debugger's call has its limit. */
const PART = 16;

test.each([
  ["wasm", "with relaxed SIMD", true],
  ["wasm", "without relaxed SIMD", false],
  ["webgpu", "on the software adapter", true],
] as const)("%s %s reads more than 200 faces as PyTorch does", { timeout: 900_000 }, async (choice, _, relaxed) => {
  const worker = await page.startWorker();
  const classifier = await worker.evaluateHandle(
    (assets, choice, relaxed) => host.loadClassifier(assets, choice, relaxed),
    `${page.origin}/assets/`,
    choice,
    relaxed,
  );
  const logits: number[][] = [];
  while (logits.length < PARITY_FACES.length) {
    const crops = PARITY_FACES.slice(logits.length, logits.length + PART).map(({ crop }) => [...crop]);
    logits.push(
      ...(await worker.evaluate(
        async (classifier, crops) =>
          (await classifier.logits(crops.map((crop) => Float32Array.from(crop)))).map((values) => [...values]),
        classifier,
        crops,
      )),
    );
  }
  const backend = await worker.evaluate((classifier) => classifier.backend, classifier);
  expect(backend).toBe(choice);
  PARITY_FACES.forEach((face, i) => {
    const read = softmax(logits[i] ?? [], temperature);
    softmax(face.logits, temperature).forEach((expected, j) => {
      expect(Math.abs((read[j] ?? Number.NaN) - expected), `${face.name}: ${EXPRESSIONS[j]}`).toBeLessThan(2e-3);
    });
  });
});
