import { createHash } from "node:crypto";
import { Failure } from "../scripts/failure.mjs";
import { readLayers } from "../src/engine/expression-layers.ts";
import { type ModelFiles, modelFiles } from "../src/engine/model-files.ts";
import { readInput } from "./input-file.ts";

/** A model as it lies in its folder. */
export interface ModelFolder extends ModelFiles {
  /** Of the weights, in bytes. */
  readonly bytes: number;
  /** SHA-256 of the weights, hexadecimal: figures belong to the weights they were measured with. */
  readonly weightsSha256: string;
}

/** @param folder with `model.json` and `weights.bin`. Throws a {@link Failure} where they are not what they should be. */
export async function readModel(folder: string): Promise<ModelFolder> {
  const read = async (name: string) => new Uint8Array(await readInput(`${folder}/${name}`));
  const [json, weights] = [await read("model.json"), await read("weights.bin")];
  return orUnreadable(folder, async () => {
    const files = modelFiles(json.buffer, weights.buffer);
    readLayers(files); // What the engine would refuse is not measured.
    return { ...files, bytes: weights.length, weightsSha256: createHash("sha256").update(weights).digest("hex") };
  });
}

/** What is made of a model's files; of what is wrong with them, the first sentence in a {@link Failure}. */
export async function orUnreadable<T>(folder: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure) throw error;
    const [reason] = String(error instanceof Error ? error.message : error).split(/\.\s+(?=[A-Z])|\.?\n|\.$/);
    throw new Failure(`The model in ${folder} cannot be read: ${reason}.`);
  }
}
