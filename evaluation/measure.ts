import { io } from "@tensorflow/tfjs-core";
import { loadLayersModel } from "@tensorflow/tfjs-layers";
import { ROOT } from "../scripts/bootstrap.mjs";
import { Failure } from "../scripts/failure.mjs";
import { startWasm } from "../src/engine/backend.ts";
import { ExpressionModel } from "../src/engine/expression-model.ts";
import { cropFace, mirrored } from "./crops.ts";
import type { TestFace } from "./fer2013.ts";
import { Fer2013Reader, readFer2013Head } from "./fer2013-head.ts";
import { modelCost } from "./model-cost.ts";
import { Progress } from "./progress.ts";
import { type Logits, protocols, type Report, withoutContempt } from "./report.ts";
import { readModel } from "./shipped-model.ts";

const WASM = `${ROOT}node_modules/@tensorflow/tfjs-backend-wasm/dist/`;

/** Faces read at a time: the engine's largest batch. */
const BATCH = 16;

/**
 * Reads faces whose key points are known with a model, as the product does, on WebAssembly.
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
  if (!(await startWasm(WASM)))
    throw new Failure("TensorFlow.js's WebAssembly backend does not start: npm ci may help.");
  const { artifacts, metadata, bytes, weightsSha256 } = files;
  const model = await ExpressionModel.build(files, "wasm");
  const network = await loadLayersModel(io.fromMemory(artifacts));
  const second = head && new Fer2013Reader(network, head, metadata);
  const read = async (crops: readonly Float32Array[]): Promise<Logits> => {
    const ferplus = await model.logits(crops);
    return { ferplus, fer2013: second ? await second.logits(crops) : ferplus.map(withoutContempt) };
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
    ...protocols(plain, faces, metadata),
    mirrorAveraged: protocols(averaged, faces, metadata),
    model: {
      version: metadata.version,
      ...modelCost(network),
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
