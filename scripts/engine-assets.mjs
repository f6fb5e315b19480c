import { cp, mkdir } from "node:fs/promises";
import { ROOT } from "./bootstrap.mjs";

/** Copied as they are. Exactly one MediaPipe and one TensorFlow.js WASM binary ship. */
const FILES = {
  "models/expression/CARD.md": "expression/CARD.md",
  "models/expression/model.json": "expression/model.json",
  "models/expression/weights.bin": "expression/weights.bin",
  "node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.js": "vision_wasm_module_internal.js",
  "node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.wasm": "vision_wasm_module_internal.wasm",
  "node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm": "tfjs-backend-wasm-simd.wasm",
};

/**
 * Writes the files the engine fetches when it starts.
 *
 * @param {string} folder
 */
export async function writeEngineAssets(folder) {
  const { writeDetectors } = await import("./detector-metadata.mjs");
  await mkdir(folder, { recursive: true });
  const copies = Object.entries(FILES).map(([from, to]) => cp(ROOT + from, `${folder}/${to}`, { recursive: true }));
  await Promise.all([...copies, writeDetectors(folder)]);
}
