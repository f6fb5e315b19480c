import { type Assets, compileKernels, importAsset } from "./assets.ts";
import { type Backend, type BackendChoice, hasWebGpu } from "./backend.ts";
import { BATCH_SIZES } from "./batch.ts";
import { EngineError } from "./errors.ts";
import type { ExpressionModel } from "./expression-model.ts";
import { ExpressionNetwork } from "./expression-network.ts";
import type { ModelFiles } from "./model-files.ts";
import type { WebGpuModel } from "./webgpu-model.ts";

/** Backends are compared by their time for this many faces: a call's usual number. */
const MEASURED_FACES = 4;
/** Runs of each; the shortest counts, as whatever else the machine does can only lengthen one. */
const MEASURED_RUNS = 3;
/** Nobody should wait longer, in ms, for a start that is only to make later readings quicker. */
const WARM_UP_LIMIT_MS = 1000;

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
  readonly #kernels: WebAssembly.Module;
  #model: ExpressionModel;
  /** Rejects the card's call under way: what is asked of a lost device may never be answered. */
  #giveUp: ((lost: unknown) => void) | null = null;
  /** What is asked of a card that has failed may never be answered: it is not asked again. */
  #cardFailed = false;
  #fallingBack: Promise<void> | null = null;
  #closed = false;

  static async create(options: ClassifierOptions): Promise<Classifier> {
    const { assets, files, choice, onProgress } = options;
    // Both are waited for: when one fails, the other is closed.
    const [compiling, starting] = await Promise.allSettled([
      compileKernels(assets, "expression"),
      choice === "wasm" ? null : startWebGpu(assets, files, choice === "webgpu"),
    ]);
    if (starting.status === "rejected") throw starting.reason;
    const webgpu = starting.value;
    if (compiling.status === "rejected") {
      webgpu?.close();
      throw compiling.reason;
    }
    const kernels = compiling.value;
    if (choice === "webgpu") {
      if (!webgpu) throw new EngineError("backend-failed", NO_WEBGPU);
      try {
        await Promise.race([warmUp(webgpu, files, onProgress), loss(webgpu.device)]);
      } catch (error) {
        webgpu.close();
        throw new EngineError("backend-failed", WEBGPU_FAILED, { cause: error });
      }
      return new Classifier(options, kernels, webgpu, webgpu.device);
    }
    const wasm = await ExpressionNetwork.build(files, kernels).catch((error) => {
      webgpu?.close();
      throw error;
    });
    if (webgpu && (await isWorthIt(webgpu, wasm, options))) {
      wasm.close();
      return new Classifier(options, kernels, webgpu, webgpu.device);
    }
    webgpu?.close();
    onProgress(1);
    return new Classifier(options, kernels, wasm);
  }

  private constructor(
    options: ClassifierOptions,
    kernels: WebAssembly.Module,
    model: ExpressionModel,
    device?: GPUDevice,
  ) {
    this.#options = options;
    this.#kernels = kernels;
    this.#model = model;
    if (!device) return;
    loss(device)
      .catch((lost) => {
        this.#giveUp?.(lost);
        return this.#fallBack();
      })
      .catch(() => {}); // Told to whoever asks for logits.
  }

  get backend(): Backend {
    return this.#model.backend;
  }

  /** The logits of aligned faces: see {@link ExpressionModel.logits}. One call at a time. */
  async logits(crops: readonly Float32Array[]): Promise<readonly Float32Array[]> {
    if (this.#cardFailed) await this.#fallBack();
    const model = this.#model;
    if (model.backend === "wasm") return model.logits(crops);
    try {
      return await this.#unlessLost(model.logits(crops));
    } catch {
      await this.#fallBack();
      return this.#model.logits(crops);
    }
  }

  close(): void {
    this.#closed = true;
    this.#model.close();
  }

  /** The answer; rejects when the device is lost. Not a race: a promise of the loss would keep every answer it was raced with. */
  async #unlessLost<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await new Promise((resolve, reject) => {
        this.#giveUp = reject;
        answer.then(resolve, reject);
      });
    } finally {
      this.#giveUp = null;
    }
  }

  /** Once only, whoever notices first; where it fails, as for want of memory, the next who asks tries again. */
  #fallBack(): Promise<void> {
    this.#cardFailed = true;
    this.#fallingBack ??= this.#toWasm().catch((error) => {
      this.#fallingBack = null;
      throw error;
    });
    return this.#fallingBack;
  }

  async #toWasm(): Promise<void> {
    if (this.#closed) return;
    const { files, onBackendChange } = this.#options;
    const lost = this.#model;
    const wasm = await ExpressionNetwork.build(files, this.#kernels);
    if (this.#closed) return wasm.close();
    this.#model = wasm;
    lost.close();
    onBackendChange("wasm");
  }
}

const NO_WEBGPU = "This browser offers no WebGPU. Choose automatic or WebAssembly instead.";
const WEBGPU_FAILED = "The graphics card has failed. Choose automatic or WebAssembly instead.";

/** @param softwareToo also without a graphics card; then a model that does not start is an error. */
async function startWebGpu(assets: Assets, files: ModelFiles, softwareToo: boolean): Promise<WebGpuModel | null> {
  if (!(await hasWebGpu(softwareToo))) return null;
  try {
    const { createWebGpuModel } = await importAsset<typeof import("./webgpu-model.ts")>(assets, "webgpu.js");
    return await createWebGpuModel(files);
  } catch (error) {
    const isMissing = error instanceof EngineError;
    if (softwareToo) throw isMissing ? error : new EngineError("backend-failed", WEBGPU_FAILED, { cause: error });
    // The processor does as well, more slowly; but who forgot to serve the file should hear of it.
    // biome-ignore lint/suspicious/noConsole: nobody else is told.
    if (isMissing) console.warn(error.message);
    return null;
  }
}

/** Rejects when the device is lost. */
async function loss(device: GPUDevice): Promise<never> {
  const { message } = await device.lost;
  throw new Error(`WebGPU device lost: ${message}`);
}

/** Whether the card is faster than the processor; if so, it is warm. One that fails at that is not. */
async function isWorthIt(
  webgpu: WebGpuModel,
  wasm: ExpressionModel,
  { files, onProgress }: ClassifierOptions,
): Promise<boolean> {
  const tried = async () => {
    const isChosen = await isFaster(webgpu, wasm, files);
    if (isChosen) await warmUp(webgpu, files, onProgress);
    return isChosen;
  };
  return Promise.race([tried(), loss(webgpu.device)]).catch(() => false);
}

async function isFaster(one: ExpressionModel, other: ExpressionModel, files: ModelFiles): Promise<boolean> {
  return (await shortestTime(one, files)) < (await shortestTime(other, files));
}

/** In milliseconds. */
async function shortestTime(model: ExpressionModel, files: ModelFiles): Promise<number> {
  await model.logits(blanks(MEASURED_FACES, files));
  let shortest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < MEASURED_RUNS; run++) {
    const startedMs = performance.now();
    await model.logits(blanks(MEASURED_FACES, files));
    shortest = Math.min(shortest, performance.now() - startedMs);
  }
  return shortest;
}

/**
 * Runs every size of batch once, the smallest first: a first run takes far longer than those that follow. When that has
 * taken {@link WARM_UP_LIMIT_MS}, the larger sizes wait until they are needed.
 */
async function warmUp(model: WebGpuModel, files: ModelFiles, onProgress: (progress: number) => void): Promise<void> {
  const startedMs = performance.now();
  for (const [i, size] of BATCH_SIZES.entries()) {
    if (performance.now() - startedMs < WARM_UP_LIMIT_MS) await model.logits(blanks(size, files));
    onProgress((i + 1) / BATCH_SIZES.length);
  }
}

function blanks(count: number, { metadata: { size, mean } }: ModelFiles): readonly Float32Array[] {
  return Array.from({ length: count }, () => new Float32Array(size * size).fill(mean));
}
