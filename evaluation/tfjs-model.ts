import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { env, io, setBackend, type Tensor, tensor4d } from "@tensorflow/tfjs-core";
import { type LayersModel, loadLayersModel, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { ROOT } from "../scripts/bootstrap.mjs";
import { Failure } from "../scripts/failure.mjs";
import { mirrored } from "../src/engine/crop.ts";
import type { ModelFiles, ModelMetadata } from "../src/engine/model-files.ts";
import { type Fer2013Head, sevenLogits } from "./fer2013-head.ts";

/** The layer whose outputs, the means of the last channels, both heads take. */
const FEATURES = "pool";

/** What the model says of faces, one row each. */
export interface BothLogits {
  /** One for each of `EXPRESSIONS`. */
  readonly ferplus: readonly Float32Array[];
  /** One for each of FER-2013's seven classes; null without the head for them. */
  readonly fer2013: readonly Float32Array[] | null;
}

/** The shipped model in TensorFlow.js, on its WebAssembly. The product's own arithmetic is held against it in a test. */
export class TfjsModel {
  readonly network: LayersModel;
  readonly #both: LayersModel;
  readonly #metadata: ModelMetadata;
  readonly #head: Fer2013Head | null;

  /** Throws a {@link Failure} where TensorFlow.js does not start, or the head is another network's. */
  static async load({ artifacts, metadata }: ModelFiles, head: Fer2013Head | null): Promise<TfjsModel> {
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths(`${ROOT}node_modules/@tensorflow/tfjs-backend-wasm/dist/`);
    if (!(await setBackend("wasm"))) {
      throw new Failure("TensorFlow.js's WebAssembly backend does not start: npm ci may help.");
    }
    return new TfjsModel(await loadLayersModel(io.fromMemory(artifacts)), metadata, head);
  }

  private constructor(network: LayersModel, metadata: ModelMetadata, head: Fer2013Head | null) {
    const features = network.getLayer(FEATURES).output as SymbolicTensor;
    if (head && features.shape.at(-1) !== head.kernel.length) {
      throw new Failure(
        `fer2013-head.json takes ${head.kernel.length} features and the model gives ${features.shape.at(-1)}.`,
      );
    }
    this.network = network;
    this.#both = model({ inputs: network.inputs, outputs: [...network.outputs, features] });
    this.#metadata = metadata;
    this.#head = head;
  }

  /**
   * Throws a {@link Failure} where it says no numbers.
   * @param crops grey levels 0 … 255, `size × size` for each face; all are one batch.
   */
  async logits(crops: readonly Float32Array[]): Promise<BothLogits> {
    const { size, mean, std } = this.#metadata;
    const levels = Float32Array.from(crops.flatMap((crop) => Array.from(crop, (level) => (level - mean) / std)));
    const input = tensor4d(levels, [crops.length, size, size, 1]);
    const outputs = this.#both.predictOnBatch(input) as Tensor[];
    const [ferplus = [], features = []] = await Promise.all(
      outputs.map(async (output) => {
        const values = await output.data<"float32">();
        const length = values.length / crops.length;
        return crops.map((_, i) => values.slice(i * length, (i + 1) * length));
      }),
    );
    for (const tensor of [input, ...outputs]) tensor.dispose();
    if (!ferplus.every((row) => row.every(Number.isFinite))) {
      throw new Failure("The model gives no numbers: its weights are damaged.");
    }
    const head = this.#head;
    return { ferplus, fer2013: head && features.map((row) => sevenLogits(head, row)) };
  }

  /** What it says of each face as it is, and the mean of that and what it says of the mirrored face: so the product reads a face that it meets. */
  async bothWays(crops: readonly Float32Array[]): Promise<{ readonly once: BothLogits; readonly both: BothLogits }> {
    const [once, again] = [await this.logits(crops), await this.logits(crops.map(mirrored))];
    const ferplus = means(once.ferplus, again.ferplus);
    return { once, both: { ferplus, fer2013: once.fer2013 && means(once.fer2013, again.fer2013 ?? []) } };
  }

  close(): void {
    this.network.dispose();
  }
}

function means(rows: readonly Float32Array[], others: readonly Float32Array[]): readonly Float32Array[] {
  return rows.map((row, i) => row.map((value, j) => (value + (others[i]?.[j] ?? Number.NaN)) / 2));
}
