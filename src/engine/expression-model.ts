import { io, type Tensor, tensor4d } from "@tensorflow/tfjs-core";
import { type LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";
import { type Backend, switchTo } from "./backend.ts";
import { batchSizes } from "./batch.ts";
import { EXPRESSIONS } from "./expression.ts";
import { corrupt, type ModelFiles, type ModelMetadata } from "./model-files.ts";

/** Nobody should wait longer for a start that is only to make later readings quicker. */
const WARM_UP_LIMIT_MS = 1000;

/** The expression model on one backend. Holds its weights' memory until closed. */
export class ExpressionModel {
  readonly backend: Backend;
  readonly #model: LayersModel;
  readonly #metadata: ModelMetadata;

  /** The backend must be started and current. */
  static async build({ artifacts, metadata }: ModelFiles, backend: Backend): Promise<ExpressionModel> {
    let model: LayersModel;
    try {
      model = await loadLayersModel(io.fromMemory(artifacts));
    } catch (error) {
      throw corrupt("is damaged", error);
    }
    const { size } = metadata;
    const shapes = JSON.stringify([...model.inputs, ...model.outputs].map(({ shape }) => shape));
    if (
      shapes !==
      JSON.stringify([
        [null, size, size, 1],
        [null, EXPRESSIONS.length],
      ])
    ) {
      model.dispose();
      throw corrupt(`has inputs and outputs of other shapes than needed: ${shapes}`);
    }
    return new ExpressionModel(model, metadata, backend);
  }

  private constructor(model: LayersModel, metadata: ModelMetadata, backend: Backend) {
    this.#model = model;
    this.#metadata = metadata;
    this.backend = backend;
  }

  /**
   * The logits of aligned faces, one for each of {@link EXPRESSIONS}.
   * @param crops grey levels 0 … 255, `size × size` for each face.
   */
  async logits(crops: readonly Float32Array[]): Promise<readonly Float32Array[]> {
    const results: Float32Array[] = [];
    for (const size of batchSizes(crops.length, this.backend === "webgpu")) {
      const batch = crops.slice(results.length, results.length + size);
      results.push(...(await this.#run(batch, size)));
    }
    return results;
  }

  /**
   * Runs every size of batch once, the smallest first: a first run takes far longer than those that follow. When that has
   * taken {@link WARM_UP_LIMIT_MS}, the larger sizes wait until they are needed.
   */
  async warmUp(sizes: readonly number[], onProgress: (progress: number) => void): Promise<void> {
    const startedMs = performance.now();
    for (const [i, size] of sizes.entries()) {
      if (performance.now() - startedMs < WARM_UP_LIMIT_MS) await this.#run([], size);
      onProgress((i + 1) / sizes.length);
    }
  }

  close(): void {
    this.#model.dispose();
  }

  /** Runs a batch of the given size; the faces that it lacks are padding. */
  async #run(crops: readonly Float32Array[], size: number): Promise<readonly Float32Array[]> {
    const { size: side, mean, std } = this.#metadata;
    const levels = new Float32Array(size * side * side).fill(mean);
    crops.forEach((crop, i) => {
      levels.set(crop, i * side * side);
    });
    switchTo(this.backend);
    const shape: [number, number, number, number] = [size, side, side, 1];
    const input = tensor4d(
      levels.map((level) => (level - mean) / std),
      shape,
    );
    let output: Tensor | undefined;
    try {
      output = this.#model.predictOnBatch(input) as Tensor;
      const values = await output.data<"float32">();
      if (!values.every(Number.isFinite)) throw corrupt("gives no numbers: its weights are damaged");
      return crops.map((_, i) => values.slice(i * EXPRESSIONS.length, (i + 1) * EXPRESSIONS.length));
    } finally {
      input.dispose();
      output?.dispose();
    }
  }
}
