import type { Assets } from "./assets.ts";
import { type Backend, type BackendChoice, endWebGpu, startWasm, startWebGpu } from "./backend.ts";
import { BATCH_SIZES } from "./batch.ts";
import { EngineError } from "./errors.ts";
import { ExpressionModel } from "./expression-model.ts";
import type { ModelFiles } from "./model-files.ts";

/** Backends are compared by their time for this many faces: a call's usual number. */
const MEASURED_BATCH = 4;
/** Runs of each; the shortest counts, as whatever else the machine does can only lengthen one. */
const MEASURED_RUNS = 3;

export interface ClassifierOptions {
  readonly assets: Assets;
  readonly files: ModelFiles;
  readonly choice: BackendChoice;
  /** 0 … 1. */
  readonly onProgress: (progress: number) => void;
  readonly onBackendChange: (backend: Backend) => void;
}

/** The expression model on the backend that suits the machine; goes on with WebAssembly when the graphics card fails. */
export class Classifier {
  readonly #options: ClassifierOptions;
  #model: ExpressionModel;
  #device: GPUDevice | null;
  /** Rejects when the device is lost: what is asked of a lost device may never be answered. */
  readonly #lost: Promise<never>;
  #fallingBack: Promise<void> | null = null;
  #closed = false;

  static async create(options: ClassifierOptions): Promise<Classifier> {
    const { assets, files, choice, onProgress } = options;
    const wasm = choice !== "webgpu" && (await startWasm(assets)) ? await ExpressionModel.build(files, "wasm") : null;
    const device = choice === "wasm" ? null : await startWebGpu(choice === "webgpu");
    const webgpu = device && (await ExpressionModel.build(files, "webgpu"));
    const model = webgpu && wasm ? await faster(webgpu, wasm) : (webgpu ?? wasm);
    if (!model) throw notStarted(choice);
    if (model !== wasm) wasm?.close();
    if (device && model !== webgpu) {
      webgpu?.close();
      endWebGpu(device);
    }
    await model.warmUp(model === webgpu ? BATCH_SIZES : BATCH_SIZES.slice(0, 1), onProgress);
    return new Classifier(options, model, model === webgpu ? device : null);
  }

  private constructor(options: ClassifierOptions, model: ExpressionModel, device: GPUDevice | null) {
    this.#options = options;
    this.#model = model;
    this.#device = device;
    this.#lost = new Promise((_, reject) => {
      device?.lost.then((info) => {
        reject(new Error(`WebGPU device lost: ${info.message}`));
        this.#fallBack().catch(() => {}); // Told to whoever asks for logits.
      });
    });
    this.#lost.catch(() => {}); // Nothing may be waiting for it.
  }

  get backend(): Backend {
    return this.#model.backend;
  }

  /** The logits of aligned faces: see {@link ExpressionModel.logits}. */
  async logits(crops: readonly Float32Array[]): Promise<readonly Float32Array[]> {
    if (this.#fallingBack) await this.#fallingBack;
    const model = this.#model;
    if (model.backend === "wasm") return model.logits(crops);
    try {
      return await Promise.race([model.logits(crops), this.#lost]);
    } catch {
      await this.#fallBack();
      return this.#model.logits(crops);
    }
  }

  close(): void {
    this.#closed = true;
    this.#model.close();
    this.#device?.destroy();
  }

  /** Once only, whoever notices first. */
  #fallBack(): Promise<void> {
    this.#fallingBack ??= this.#toWasm();
    return this.#fallingBack;
  }

  async #toWasm(): Promise<void> {
    if (this.#closed) return;
    const { assets, files, onBackendChange } = this.#options;
    if (!(await startWasm(assets))) throw notStarted("wasm");
    const lost = this.#model;
    this.#model = await ExpressionModel.build(files, "wasm");
    lost.close();
    if (this.#device) endWebGpu(this.#device);
    this.#device = null;
    onBackendChange("wasm");
  }
}

async function faster(one: ExpressionModel, other: ExpressionModel): Promise<ExpressionModel> {
  return (await shortestTime(one)) < (await shortestTime(other)) ? one : other;
}

/** In milliseconds. */
async function shortestTime(model: ExpressionModel): Promise<number> {
  await model.warmUp([MEASURED_BATCH], () => {});
  let shortest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < MEASURED_RUNS; run++) {
    const startedMs = performance.now();
    await model.warmUp([MEASURED_BATCH], () => {});
    shortest = Math.min(shortest, performance.now() - startedMs);
  }
  return shortest;
}

function notStarted(choice: BackendChoice): EngineError {
  return new EngineError(
    "backend-failed",
    choice === "webgpu"
      ? "This browser offers no WebGPU. Choose automatic or WebAssembly instead."
      : "The browser would not start WebAssembly, which reading expressions needs. Update the browser and try again.",
  );
}
