import { existsSync } from "node:fs";
import { Failure } from "../scripts/failure.mjs";
import { FER2013_CLASSES } from "./fer2013.ts";
import { readInput } from "./input-file.ts";

/**
 * The trained network's second head, for FER-2013's own seven labels. The product has no use for it, so it is no part of the
 * shipped model; the export writes it beside it, as `fer2013-head.json`:
 *
 * ```json
 * {
 *   "labels": ["anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral"],
 *   "weightsSha256": "the SHA-256 of weights.bin, 64 hexadecimal digits: a head belongs to one network",
 *   "kernel": [[7 numbers], …], one row for each of the features that the layer "pool" puts out
 *   "bias": [7 numbers]
 * }
 * ```
 *
 * Its logits are `features · kernel + bias`.
 */
export interface Fer2013Head {
  readonly kernel: readonly (readonly number[])[];
  readonly bias: readonly number[];
}

/**
 * Null where the folder holds none. Throws a {@link Failure} for one that is damaged or belongs to another network.
 * @param weightsSha256 of the model in the folder.
 */
export async function readFer2013Head(folder: string, weightsSha256: string): Promise<Fer2013Head | null> {
  const path = `${folder}/fer2013-head.json`;
  if (!existsSync(path)) return null;
  const text = (await readInput(path)).toString("utf8");
  let head: Record<string, unknown>;
  try {
    head = Object(JSON.parse(text));
  } catch {
    throw new Failure(`${path} is not JSON: export the model again.`);
  }
  const { labels, kernel, bias } = head;
  const outputs = FER2013_CLASSES.length;
  if (
    JSON.stringify(labels) !== JSON.stringify(FER2013_CLASSES) ||
    !(Array.isArray(kernel) && kernel.length > 0 && kernel.every((row) => isNumbers(row, outputs))) ||
    !isNumbers(bias, outputs)
  ) {
    throw new Failure(`${path} does not hold labels, kernel and bias of seven outputs: export the model again.`);
  }
  if (head.weightsSha256 !== weightsSha256) {
    throw new Failure(`${path} belongs to another model than the one beside it: export both together.`);
  }
  return { kernel, bias };
}

/** The head's logits of one face. */
export function sevenLogits({ kernel, bias }: Fer2013Head, features: Float32Array): Float32Array {
  return Float32Array.from(bias, (first, output) =>
    features.reduce((sum, feature, input) => sum + feature * (kernel[input]?.[output] ?? Number.NaN), first),
  );
}

function isNumbers(value: unknown, length: number): value is readonly number[] {
  return Array.isArray(value) && value.length === length && value.every(Number.isFinite);
}
