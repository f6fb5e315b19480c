import { mkdir, writeFile } from "node:fs/promises";
import { ROOT } from "../scripts/bootstrap.mjs";
import type { EvaluateOptions } from "../scripts/evaluate-options.mjs";
import { Failure } from "../scripts/failure.mjs";
import { confusionChart } from "./confusion-chart.ts";
import { readTestFaces, type TestFace } from "./fer2013.ts";
import { reliabilityChart } from "./reliability-chart.ts";
import { type Report, toJson } from "./report.ts";
import { tables } from "./tables.ts";

const SHIPPED_MODEL = `${ROOT}models/expression`;

/** Reads the test pictures with the model, prints the figures and writes them. */
export async function evaluate({ images, votes, keypoints, model, out }: EvaluateOptions): Promise<void> {
  if (out !== undefined) await orFail(out, () => mkdir(out, { recursive: true }));
  const faces = await readTestFaces({ images, votes, keypoints });
  // What follows takes a while to load: files that are not what they should be are told of at once.
  const { measure } = await import("./measure.ts");
  const report = await measure(
    model ?? SHIPPED_MODEL,
    keypoints === undefined ? await found(faces) : faces,
    keypoints === undefined ? "engine" : "given",
  );
  await write(report, out);
  process.stdout.write(`${tables(report)}\n`);
}

/** The faces with the key points the engine finds. */
async function found(faces: readonly TestFace[]): Promise<readonly TestFace[]> {
  const { findKeyPoints } = await import("./key-points.ts");
  const points = await findKeyPoints(faces.map(({ image }) => image));
  return faces.map((face, i) => ({ ...face, points: points[i] ?? null }));
}

/** @param out folder for all files; without it the figures go beside the model and the charts to the documentation's pictures. */
async function write(report: Report, out: string | undefined): Promise<void> {
  const charts = out ?? `${ROOT}docs/images`;
  const files = {
    [`${out ?? SHIPPED_MODEL}/metrics.json`]: toJson(report),
    [`${charts}/confusion.svg`]: confusionChart(report.ferplus.privateTest),
    [`${charts}/reliability.svg`]: reliabilityChart(report.ferplus.privateTest),
  };
  for (const [path, content] of Object.entries(files)) await orFail(path, () => writeFile(path, content));
}

async function orFail(path: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw new Failure(`${path} cannot be written: ${error instanceof Error ? error.message : error}.`);
  }
}
