import { cropFace } from "./crops.ts";
import type { TestFace } from "./fer2013.ts";
import { readFer2013Head } from "./fer2013-head.ts";
import { findKeyPoints } from "./key-points.ts";
import { modelCost } from "./model-cost.ts";
import { Progress } from "./progress.ts";
import { type Logits, protocols, type Report, withoutContempt } from "./report.ts";
import { orUnreadable, readModel } from "./shipped-model.ts";
import { TfjsModel } from "./tfjs-model.ts";

/** Faces read at a time. */
const BATCH = 16;

/**
 * Reads faces with a model in TensorFlow.js.
 * @param folder the model's.
 * @param pictures with their key points, if these are given.
 * @param keyPoints whose they are.
 */
export async function measure(
  folder: string,
  pictures: readonly TestFace[],
  keyPoints: Report["conditions"]["keyPoints"],
): Promise<Report> {
  const files = await readModel(folder);
  const head = await readFer2013Head(folder, files.weightsSha256);
  const { metadata, bytes, weightsSha256 } = files;
  const model = await orUnreadable(folder, () => TfjsModel.load(files, head));
  const faces = keyPoints === "given" ? pictures : await found(pictures);
  const plain: { [kind in keyof Logits]: ArrayLike<number>[] } = { ferplus: [], fer2013: [] };
  const averaged: typeof plain = { ferplus: [], fer2013: [] };
  const progress = new Progress(`Reading ${faces.length} faces, each once more mirrored`, faces.length);
  for (let start = 0; start < faces.length; start += BATCH) {
    const crops = faces.slice(start, start + BATCH).map(({ image, points }) => cropFace(image, points ?? null));
    const { once, both } = await model.bothWays(crops);
    for (const [all, { ferplus, fer2013 }] of [[plain, once] as const, [averaged, both] as const]) {
      all.ferplus.push(...ferplus);
      all.fer2013.push(...(fer2013 ?? ferplus.map(withoutContempt)));
    }
    progress.update(Math.min(start + BATCH, faces.length));
  }
  return {
    ...protocols(averaged, faces, metadata),
    onePass: protocols(plain, faces, metadata),
    model: {
      version: metadata.version,
      ...modelCost(model.network),
      bytes,
      weightsSha256,
      temperature: metadata.temperature,
      abstainBelow: metadata.abstainBelow,
    },
    conditions: {
      fer2013From: head ? "second head" : "eight outputs",
      keyPoints,
      notFound: faces.filter(({ points }) => !points).length,
    },
  };
}

/** The pictures with the key points that the engine finds. */
async function found(pictures: readonly TestFace[]): Promise<readonly TestFace[]> {
  const points = await findKeyPoints(pictures.map(({ image }) => image));
  return pictures.map((picture, i) => ({ ...picture, points: points[i] ?? null }));
}
