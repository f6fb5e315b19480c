// The engine in a module Worker, as the extension runs it, with its doors open to tests.

import { memory } from "@tensorflow/tfjs-core";
import { type AnalyzerOptions, createAnalyzer } from "../../../src/engine/analyzer.ts";
import { Classifier } from "../../../src/engine/classifier.ts";
import { EngineError } from "../../../src/engine/errors.ts";
import { type GreyImage, toGrey } from "../../../src/engine/grey-image.ts";
import { fetchModelFiles } from "../../../src/engine/model-files.ts";

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

/** The expression model's logits of aligned faces, grey levels 0 … 255, on a backend. */
async function classify(assets: string, choice: "webgpu" | "wasm", crops: readonly (readonly number[])[]) {
  const files = await fetchModelFiles(`${assets}expression/`);
  const classifier = await Classifier.create({
    assets,
    files,
    choice,
    onProgress: () => {},
    onBackendChange: () => {},
  });
  const logits = await classifier.logits(crops.map((crop) => Float32Array.from(crop)));
  const { backend } = classifier;
  classifier.close();
  return { backend, logits: logits.map((values) => [...values]) };
}

const host = {
  classify,
  memory,
  toGrey,
  loadFrame,
  errorOf,
  load: (options: AnalyzerOptions) => createAnalyzer(options),
  noise: (width: number, height: number): GreyImage => ({
    width,
    height,
    pixels: Uint8Array.from({ length: width * height }, () => Math.random() * 256),
  }),
};

export type Host = typeof host;
Object.assign(globalThis, { host });
