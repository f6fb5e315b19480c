// The engine in a module Worker, as the extension runs it, with its doors open to tests.

import { memory } from "@tensorflow/tfjs-core";
import { type AnalyzerOptions, createAnalyzer } from "../../../src/engine/analyzer.ts";
import { ASSETS, type Asset, compileAsset } from "../../../src/engine/assets.ts";
import { Classifier } from "../../../src/engine/classifier.ts";
import { EngineError } from "../../../src/engine/errors.ts";
import { type GreyImage, halved, toGrey } from "../../../src/engine/grey-image.ts";
import { fetchModelFiles } from "../../../src/engine/model-files.ts";
import { openMediaFile } from "../../../src/files/media-file.ts";
import { GreyReader } from "../../../src/library/grey-reader.ts";

/** A picture drawn into a larger grey frame: faces in calls are part of a picture. */
async function loadFrame(
  url: string,
  { width, height, faceWidth }: { width: number; height: number; faceWidth: number },
) {
  const bitmap = await createImageBitmap(await (await fetch(url)).blob());
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (!context) throw new Error("No canvas to be had.");
  context.fillStyle = "#6c6c6c";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  const faceHeight = (faceWidth * bitmap.height) / bitmap.width;
  context.drawImage(bitmap, (width - faceWidth) / 2, (height - faceHeight) / 2, faceWidth, faceHeight);
  bitmap.close();
  return toGrey(context.getImageData(0, 0, width, height).data, width, height);
}

/** An error as the message port of a debugger can carry it. */
async function errorOf(promise: Promise<unknown>): Promise<{ code: string; message: string } | null> {
  try {
    await promise;
    return null;
  } catch (error) {
    return { code: error instanceof EngineError ? error.code : "unknown", message: String(error) };
  }
}

/** The expression model on a backend, without the rest of the engine; without relaxed SIMD as older browsers are. */
async function loadClassifier(folder: string, choice: "webgpu" | "wasm", relaxed: boolean): Promise<Classifier> {
  const urls = Object.fromEntries(ASSETS.map((asset) => [asset, folder + asset])) as Record<Asset, string>;
  // They don't compile what they don't know.
  const assets = relaxed ? urls : { ...urls, "expression-relaxed.wasm": urls["face-detector.bin"] };
  const files = await fetchModelFiles(assets);
  return Classifier.create({ assets, files, choice, onProgress: () => {}, onBackendChange: () => {} });
}

/** Of every WebAssembly module that was started here. */
const memories: WebAssembly.Memory[] = [];
const { instantiate } = WebAssembly;
Object.assign(WebAssembly, {
  instantiate: async (module: WebAssembly.Module) => {
    const instance = await instantiate(module);
    if (instance.exports.memory instanceof WebAssembly.Memory) memories.push(instance.exports.memory);
    return instance;
  },
});

const host = {
  /** What they hold together, in bytes. */
  wasmBytes: () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
  loadClassifier,
  memory,
  greyReader: async (folder: string) => GreyReader.create(await compileAsset(folder, "picture.wasm")),
  halved,
  toGrey,
  loadFrame,
  errorOf,
  openMediaFile,
  load: (options: AnalyzerOptions) => createAnalyzer(options),
  noise: (width: number, height: number): GreyImage => ({
    width,
    height,
    pixels: Uint8Array.from({ length: width * height }, () => Math.random() * 256),
  }),
};

export type Host = typeof host;
Object.assign(globalThis, { host });
