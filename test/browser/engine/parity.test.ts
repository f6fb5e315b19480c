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

// WebGPU without a graphics card compiles and runs its programs on the processor: it takes its time.
test.each(["wasm", "webgpu"] as const)(
  "%s reads more than 200 faces as PyTorch does",
  { timeout: 600_000 },
  async (choice) => {
    const worker = await page.startWorker();
    const { backend, logits } = await worker.evaluate(
      (assets, choice, crops) => host.classify(assets, choice, crops),
      `${page.origin}/assets/`,
      choice,
      PARITY_FACES.map(({ crop }) => [...crop]),
    );
    expect(backend).toBe(choice);
    expect(logits).toHaveLength(PARITY_FACES.length);
    PARITY_FACES.forEach((face, i) => {
      const read = softmax(logits[i] ?? [], temperature);
      softmax(face.logits, temperature).forEach((expected, j) => {
        expect(Math.abs((read[j] ?? Number.NaN) - expected), `${face.name}: ${EXPRESSIONS[j]}`).toBeLessThan(2e-3);
      });
    });
  },
);
