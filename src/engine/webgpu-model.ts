// The expression model on WebGPU, by TensorFlow.js. A file of its own, fetched only where there is a graphics card.

import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import {
  backend,
  findBackendFactory,
  io,
  registerBackend,
  removeBackend,
  setBackend,
  type Tensor,
  tensor4d,
} from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-webgpu";
import { type LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";
import { batchSizes } from "./batch.ts";
import type { ExpressionModel } from "./expression-model.ts";
import type { ModelFiles, ModelMetadata } from "./model-files.ts";

const NAME = "webgpu";

let lastStart: Promise<boolean> = Promise.resolve(true);
/** Models that are open: they share one device. */
let open = 0;

/** The model on the card; null when the browser would not start it. */
export async function createWebGpuModel(files: ModelFiles): Promise<WebGpuModel | null> {
  // One start after the other: TensorFlow.js calls a start failed that another overtakes.
  lastStart = lastStart.then(() => setBackend(NAME)).catch(() => false);
  if (!(await lastStart)) return null;
  open++;
  try {
    const { device } = backend() as WebGPUBackend;
    return new WebGpuModel(await loadLayersModel(io.fromMemory(files.artifacts)), files.metadata, device);
  } catch (error) {
    closeOne();
    throw error;
  }
}

export class WebGpuModel implements ExpressionModel {
  readonly backend = NAME;
  /** All models of a Worker or window share it. */
  readonly device: GPUDevice;
  readonly #model: LayersModel;
  readonly #metadata: ModelMetadata;

  constructor(model: LayersModel, metadata: ModelMetadata, device: GPUDevice) {
    this.#model = model;
    this.#metadata = metadata;
    this.device = device;
  }

  async logits(crops: readonly Float32Array[]): Promise<readonly Float32Array[]> {
    const results: Float32Array[] = [];
    for (const size of batchSizes(crops.length)) {
      const batch = crops.slice(results.length, results.length + size);
      results.push(...(await this.#run(batch, size)));
    }
    return results;
  }

  close(): void {
    try {
      this.#model.dispose();
    } catch {
      // A lost device may refuse to be cleaned up; it holds nothing any more.
    }
    closeOne();
  }

  /** Runs a batch of the given size; the faces that it lacks are padding. */
  async #run(crops: readonly Float32Array[], size: number): Promise<readonly Float32Array[]> {
    const { size: side, mean, std } = this.#metadata;
    const values = new Float32Array(size * side * side);
    crops.forEach((crop, i) => {
      values.set(
        crop.map((level) => (level - mean) / std),
        i * side * side,
      );
    });
    const input = tensor4d(values, [size, side, side, 1]);
    let output: Tensor | undefined;
    try {
      output = this.#model.predictOnBatch(input) as Tensor;
      const logits = await output.data<"float32">();
      if (!logits.every(Number.isFinite)) throw new Error("The graphics card gives no numbers.");
      const count = logits.length / size;
      return crops.map((_, i) => logits.slice(i * count, (i + 1) * count));
    } finally {
      input.dispose();
      output?.dispose();
    }
  }
}

/** With the last model, the device goes; the next one starts a device of its own. */
function closeOne(): void {
  if (--open > 0) return;
  const { device } = backend() as WebGPUBackend;
  const factory = findBackendFactory(NAME);
  try {
    removeBackend(NAME);
  } catch {
    // See above.
  }
  device.destroy();
  registerBackend(NAME, factory);
}
