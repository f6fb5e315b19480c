import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io } from "@tensorflow/tfjs-core";
import { layers, loadLayersModel, sequential } from "@tensorflow/tfjs-layers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { confusionChart } from "../../../evaluation/confusion-chart.ts";
import { FER2013_CLASSES } from "../../../evaluation/fer2013.ts";
import { readFer2013Head } from "../../../evaluation/fer2013-head.ts";
import type { ClassScore } from "../../../evaluation/metrics.ts";
import { modelCost } from "../../../evaluation/model-cost.ts";
import type { CalibratedScores, Report } from "../../../evaluation/report.ts";
import { type ModelFolder, readModel } from "../../../evaluation/shipped-model.ts";
import { count, percent } from "../../../evaluation/table.ts";
import { TfjsModel } from "../../../evaluation/tfjs-model.ts";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import parity from "../../fixtures/parity.json" with { type: "json" };

const SHIPPED = `${ROOT}models/expression`;
const report: Report = JSON.parse(readFileSync(`${SHIPPED}/metrics.json`, "utf8"));

let shipped: ModelFolder;

beforeAll(async () => {
  shipped = await readModel(SHIPPED);
  (await TfjsModel.load(shipped, null)).close(); // Starts TensorFlow.js.
});

describe("what a model costs", () => {
  test("strides, padding, large kernels, depthwise and dense layers are counted", () => {
    const zeros = { kernelInitializer: "zeros", depthwiseInitializer: "zeros" } as const;
    const model = sequential({
      layers: [
        layers.conv2d({ ...zeros, inputShape: [48, 48, 1], filters: 32, kernelSize: 5, strides: 2, padding: "same" }),
        layers.conv2d({ ...zeros, filters: 8, kernelSize: 3, padding: "valid" }),
        layers.maxPooling2d({ poolSize: 2, strides: 2 }),
        layers.depthwiseConv2d({ ...zeros, kernelSize: 3, strides: 2, padding: "same" }),
        layers.globalAveragePooling2d({}),
        layers.dense({ ...zeros, units: 8 }),
      ],
    });
    // 48 → 24 by the stride, → 22 without padding, → 11 by pooling, → 6 by the stride.
    expect(modelCost(model)).toEqual({
      multiplyAdds: 25 * 32 * 24 * 24 + 9 * 32 * 8 * 22 * 22 + 9 * 8 * 6 * 6 + 8 * 8,
      parameters: 25 * 32 + 32 + (9 * 32 * 8 + 8) + (9 * 8 + 8) + (8 * 8 + 8),
    });
    model.dispose();
  });
});

test("a model that gives no numbers is refused rather than measured", async () => {
  const weightData = new Uint16Array((shipped.artifacts.weightData as ArrayBuffer).byteLength / 2).fill(0x7e00).buffer;
  const model = await TfjsModel.load({ ...shipped, artifacts: { ...shipped.artifacts, weightData } }, null);
  await expect(model.logits([new Float32Array(48 * 48)])).rejects.toThrow("gives no numbers");
  model.close();
});

describe("the published figures", () => {
  test("are those of the model that ships: npm run evaluate makes them anew", async () => {
    const network = await loadLayersModel(io.fromMemory(shipped.artifacts));
    const { version, temperature, abstainBelow } = shipped.metadata;
    const { bytes, weightsSha256 } = shipped;
    expect(report.model).toEqual({
      version,
      ...modelCost(network),
      bytes,
      weightsSha256,
      temperature,
      abstainBelow,
    });
    network.dispose();
  });

  test("count the faces that papers count", () => {
    const { ferplus, fer2013 } = report;
    const sizes = [ferplus, fer2013].map((protocol) => [
      protocol.privateTest.n,
      protocol.privateTestWithoutDuplicates.n,
    ]);
    expect(sizes).toEqual([
      [3153, 2894],
      [3589, 3301],
    ]);
    expect(Object.keys(ferplus.privateTest.perClass)).toEqual([...EXPRESSIONS]);
    expect(report.conditions.keyPoints).toBe("given");
  });

  test("name the second head where there is one", () => {
    const from = existsSync(`${SHIPPED}/fer2013-head.json`) ? "second head" : "eight outputs";
    expect(report.conditions.fer2013From).toBe(from);
  });
});

describe("the card, the charts and the README say the published figures", () => {
  const { ferplus, fer2013, onePass, model } = report;
  const card = readFileSync(`${SHIPPED}/CARD.md`, "utf8");
  /** All pictures, and without duplicates. */
  function pair<S>(scores: { privateTest: S; privateTestWithoutDuplicates: S }, say: (scores: S) => string): string {
    return `${say(scores.privateTest)} / ${say(scores.privateTestWithoutDuplicates)}`;
  }

  test.each<[string, (scores: CalibratedScores) => string]>([
    ["accuracy", ({ accuracy }) => percent(accuracy)],
    ["macro F1", ({ macroF1 }) => macroF1.toFixed(3)],
    ["calibration error", ({ ece }) => ece.toFixed(3)],
    ["sure readings", ({ atThreshold }) => percent(atThreshold.sure)],
    ["of which right", ({ atThreshold }) => percent(atThreshold.precision)],
    ["right and sure", ({ atThreshold }) => percent(atThreshold.recall)],
  ])("%s", (name, say) => {
    const row = card.split("\n").find((line) => line.startsWith("| ") && line.includes(name));
    expect(row).toContain(`| ${pair(ferplus, say)} | ${pair(onePass.ferplus, say)} |`);
  });

  test("each class", () => {
    for (const name of EXPRESSIONS) {
      const cell = (say: (score: ClassScore) => string) =>
        pair(ferplus, ({ perClass }) => (perClass[name] ? say(perClass[name]) : ""));
      const shares = [cell(({ precision }) => percent(precision)), cell(({ recall }) => percent(recall))];
      const row = [name, cell(({ n }) => count(n)), ...shares, cell(({ f1 }) => f1.toFixed(3))].join(" | ");
      expect(card).toContain(`| ${row.replaceAll(" %", "")} |`);
    }
  });

  test("the charts", () => {
    const drawn = (name: string) => readFileSync(`${ROOT}docs/images/${name}.svg`, "utf8");
    expect(drawn("confusion")).toBe(confusionChart(ferplus.privateTest));
    expect(drawn("reliability")).toContain(`calibration error ${ferplus.privateTest.ece.toFixed(3)} on`);
  });

  test("FER-2013, what the model is, and the README", () => {
    const seven = [fer2013, onePass.fer2013].map((each) => pair(each, ({ accuracy }) => percent(accuracy)));
    expect(card).toContain(`| ${seven.join(" | ")} |`);
    expect(card).toContain(`# The expression model, ${model.version}\n`);
    expect(card).toContain(`${count(model.parameters)} parameters`);
    expect(card).toContain(`temperature (${model.temperature})`);
    expect(card).toContain(`below ${model.abstainBelow} counts`);
    const readme = readFileSync(`${ROOT}README.md`, "utf8");
    expect(readme).toContain(`${percent(ferplus.privateTest.accuracy)} of FER+'s test`);
  });
});

describe("the head for FER-2013's seven labels", () => {
  let folder: string;
  const write = (head: object) => writeFileSync(join(folder, "fer2013-head.json"), JSON.stringify(head));
  /** The shipped head's own columns, in the seven labels' order: a head whose logits are known. */
  let head: { labels: readonly string[]; weightsSha256: string; kernel: number[][]; bias: number[] };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "countenance-head-"));
    const network = await loadLayersModel(io.fromMemory(shipped.artifacts));
    const [kernel, bias] = await Promise.all(
      network
        .getLayer("logits")
        .getWeights()
        .map((weights) => weights.array()),
    );
    const columns = FER2013_CLASSES.map((label) => EXPRESSIONS.indexOf(label));
    const pick = (row: number[]) => columns.map((column) => row[column] ?? Number.NaN);
    head = {
      labels: FER2013_CLASSES,
      weightsSha256: shipped.weightsSha256,
      kernel: (kernel as number[][]).map(pick),
      bias: pick(bias as number[]),
    };
    network.dispose();
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test("reads from the same features as the shipped outputs", async () => {
    write(head);
    const read = await readFer2013Head(folder, shipped.weightsSha256);
    if (!read) throw new Error("The head is not there.");
    const model = await TfjsModel.load(shipped, read);
    const crops = parity.faces.slice(0, 5).map(({ pixels }) => Float32Array.from(Buffer.from(pixels, "base64")));
    const { ferplus: eight, fer2013: seven } = await model.logits(crops);
    expect(seven).toHaveLength(5);
    for (const [i, logits] of (seven ?? []).entries()) {
      FER2013_CLASSES.forEach((label, j) => {
        expect(logits[j]).toBeCloseTo(eight[i]?.[EXPRESSIONS.indexOf(label)] ?? Number.NaN, 4);
      });
    }
    model.close();
  });

  test("is optional", async () => {
    rmSync(join(folder, "fer2013-head.json"), { force: true });
    expect(await readFer2013Head(folder, shipped.weightsSha256)).toBeNull();
  });

  test("is refused when it belongs to other weights or is damaged", async () => {
    write({ ...head, weightsSha256: "0".repeat(64) });
    await expect(readFer2013Head(folder, shipped.weightsSha256)).rejects.toThrow("belongs to another model");
    write({ ...head, bias: [1] });
    await expect(readFer2013Head(folder, shipped.weightsSha256)).rejects.toThrow(
      "does not hold labels, kernel and bias",
    );
    write({ ...head, labels: [...FER2013_CLASSES].reverse() });
    await expect(readFer2013Head(folder, shipped.weightsSha256)).rejects.toThrow(
      "does not hold labels, kernel and bias",
    );
  });
});
