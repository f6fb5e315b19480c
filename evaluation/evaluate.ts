import { writeFile } from "node:fs/promises";
import { ROOT } from "../scripts/bootstrap.mjs";
import type { EvaluateOptions } from "../scripts/evaluate-options.mjs";
import { checkWritable, notWritable } from "../scripts/writable.mjs";
import { confusionChart } from "./confusion-chart.ts";
import { readTestFaces } from "./fer2013.ts";
import { reliabilityChart } from "./reliability-chart.ts";
import { toJson } from "./report.ts";
import { tables } from "./tables.ts";

const SHIPPED_MODEL = `${ROOT}models/expression`;

/** Reads the test pictures with the model, prints the figures and writes them. */
export async function evaluate({ images, votes, keypoints, model, out }: EvaluateOptions): Promise<void> {
  const faces = await readTestFaces({ images, votes, keypoints });
  // What follows takes a while: files that are not what they should be, or cannot be written, are told of at once.
  const paths = results(out);
  for (const path of Object.values(paths)) await checkWritable(path);
  const { measure } = await import("./measure.ts");
  const report = await measure(model ?? SHIPPED_MODEL, faces, keypoints === undefined ? "engine" : "given");
  await write(paths.figures, toJson(report));
  await write(paths.confusion, confusionChart(report.ferplus.privateTest));
  await write(paths.reliability, reliabilityChart(report.ferplus.privateTest));
  process.stdout.write(`${tables(report)}\n`);
}

/** @param out folder for all files; without it the figures go beside the model and the charts to the documentation's pictures. */
function results(out: string | undefined) {
  const charts = out ?? `${ROOT}docs/images`;
  return {
    figures: `${out ?? SHIPPED_MODEL}/metrics.json`,
    confusion: `${charts}/confusion.svg`,
    reliability: `${charts}/reliability.svg`,
  };
}

async function write(path: string, content: string): Promise<void> {
  await writeFile(path, content).catch((error) => {
    throw notWritable(path, error);
  });
}
