import { mirrored } from "../src/engine/crop.ts";
import { cropFace } from "./crops.ts";
import type { TestFace } from "./fer2013.ts";
import { readFer2013Head } from "./fer2013-head.ts";
import { modelCost } from "./model-cost.ts";
import { Progress } from "./progress.ts";
import { type Logits, protocols, type Report, withoutContempt } from "./report.ts";
import { readModel } from "./shipped-model.ts";
import { TfjsModel } from "./tfjs-model.ts";

/** Faces read at a time. */
const BATCH = 16;

/**
 * Reads faces whose key points are known with a model in TensorFlow.js.
 * @param folder the model's.
 * @param keyPoints whose they are.
 */
export async function measure(
  folder: string,
  faces: readonly TestFace[],
  keyPoints: Report["conditions"]["keyPoints"],
): Promise<Report> {
  const files = await readModel(folder);
  const head = await readFer2013Head(folder, files.weightsSha256);
  const { metadata, bytes, weightsSha256 } = files;
  const model = await TfjsModel.load(files, head);
  const read = async (crops: readonly Float32Array[]): Promise<Logits> => {
    const { ferplus, fer2013 } = await model.logits(crops);
    return { ferplus, fer2013: fer2013 ?? ferplus.map(withoutContempt) };
  };
  const plain = { ferplus: [] as ArrayLike<number>[], fer2013: [] as ArrayLike<number>[] };
  const averaged = { ferplus: [] as ArrayLike<number>[], fer2013: [] as ArrayLike<number>[] };
  const progress = new Progress(`Reading ${faces.length} faces, each once more mirrored`, faces.length);
  for (let start = 0; start < faces.length; start += BATCH) {
    const crops = faces.slice(start, start + BATCH).map(({ image, points }) => cropFace(image, points ?? null));
    const [once, again] = [await read(crops), await read(crops.map(mirrored))];
    for (const protocol of ["ferplus", "fer2013"] as const) {
      plain[protocol].push(...once[protocol]);
      averaged[protocol].push(...once[protocol].map((logits, i) => mean(logits, again[protocol][i] ?? [])));
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

function mean(one: ArrayLike<number>, other: ArrayLike<number>): readonly number[] {
  return Array.from(one, (value, i) => (value + (other[i] ?? Number.NaN)) / 2);
}
