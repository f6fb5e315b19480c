import { cp, mkdir, writeFile } from "node:fs/promises";
import { ROOT } from "./bootstrap.mjs";

/** Copied as they are. */
const FILES = {
  "models/expression/CARD.md": "expression/CARD.md",
  "models/expression/model.json": "expression/model.json",
  "models/expression/weights.bin": "expression/weights.bin",
  "node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm": "tfjs-backend-wasm-simd.wasm",
};

/**
 * Writes the files the engine fetches when it starts.
 *
 * @param {string} folder
 */
export async function writeEngineAssets(folder) {
  const { detectorWeights } = await import("./detector-weights.mjs");
  const { compiledKernels } = await import("./compile-kernels.mjs");
  await mkdir(folder, { recursive: true });
  const copies = Object.entries(FILES).map(([from, to]) => cp(ROOT + from, `${folder}/${to}`, { recursive: true }));
  await Promise.all([
    ...copies,
    detectorWeights().then((weights) => writeFile(`${folder}/face-detector.bin`, new Uint8Array(weights))),
    compiledKernels().then((kernels) => writeFile(`${folder}/face-detector.wasm`, kernels)),
  ]);
}
