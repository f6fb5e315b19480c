import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { ROOT } from "./bootstrap.mjs";

/** Copied as they are. Exactly one MediaPipe and one TensorFlow.js WASM binary ship. */
const FILES = {
  "models/expression/CARD.md": "expression/CARD.md",
  "models/expression/model.json": "expression/model.json",
  "models/expression/weights.bin": "expression/weights.bin",
  "node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.wasm": "vision_wasm_module_internal.wasm",
  "node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm": "tfjs-backend-wasm-simd.wasm",
};

const LOADER = "vision_wasm_module_internal.js";

/**
 * Writes the files the engine fetches when it starts.
 *
 * @param {string} folder
 */
export async function writeEngineAssets(folder) {
  const { writeDetectors } = await import("./detector-metadata.mjs");
  await mkdir(folder, { recursive: true });
  const copies = Object.entries(FILES).map(([from, to]) => cp(ROOT + from, `${folder}/${to}`, { recursive: true }));
  await Promise.all([...copies, writeLoader(folder), writeDetectors(folder)]);
}

/**
 * MediaPipe's loader, which comes with all its comments, at a quarter of its size.
 *
 * @param {string} folder
 */
async function writeLoader(folder) {
  const { transform } = await import("esbuild");
  const source = await readFile(`${ROOT}node_modules/@mediapipe/tasks-vision/wasm/${LOADER}`, "utf8");
  // A module is strict in any case. Said in so many words, bundlers that minify what they copy (webpack) believe it, too.
  const { code } = await transform(source, {
    minify: true,
    format: "esm",
    banner: '"use strict";',
    legalComments: "none",
  });
  await writeFile(`${folder}/${LOADER}`, code);
}
