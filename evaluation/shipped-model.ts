import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { io } from "@tensorflow/tfjs-core";
import { Failure } from "../scripts/failure.mjs";
import { type ModelFiles, modelFiles } from "../src/engine/model-files.ts";

/** A model as it lies in its folder. */
export interface ModelFolder extends ModelFiles {
  /** Of all weights together, in bytes. */
  readonly bytes: number;
  /** SHA-256 of the weights, hexadecimal: figures belong to the weights they were measured with. */
  readonly weightsSha256: string;
}

/** @param folder with `model.json` and its weights. */
export async function readModel(folder: string): Promise<ModelFolder> {
  try {
    const json: io.ModelJSON = JSON.parse(await readFile(`${folder}/model.json`, "utf8"));
    const paths = json.weightsManifest.flatMap((group) => group.paths);
    const weights = await Promise.all(paths.map((path) => readFile(`${folder}/${path}`)));
    const hash = createHash("sha256");
    for (const bytes of weights) hash.update(bytes);
    return {
      ...modelFiles(json, new Uint8Array(Buffer.concat(weights)).buffer),
      bytes: weights.reduce((sum, { length }) => sum + length, 0),
      weightsSha256: hash.digest("hex"),
    };
  } catch (error) {
    const reason = String(error instanceof Error ? error.message : error).replace(/\.$/, "");
    throw new Failure(`The model in ${folder} cannot be read: ${reason}.`);
  }
}
