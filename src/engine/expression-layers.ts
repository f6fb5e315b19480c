import type { io } from "@tensorflow/tfjs-core";
import { EXPRESSIONS } from "./expression.ts";
import { fromHalfFloats } from "./half-floats.ts";
import { corrupt, type ModelFiles } from "./model-files.ts";

/** A convolution followed by ReLU; zeros around the picture, so that only the stride makes it smaller ("same"). */
export interface Convolution {
  /** Width and height of the kernel. */
  readonly size: number;
  readonly stride: number;
  /** Channels. */
  readonly inputs: number;
  readonly outputs: number;
  /** [size, size, inputs, outputs] */
  readonly kernel: Float32Array;
  /** [outputs] */
  readonly bias: Float32Array;
  /** Whether of every 2×2 pixels the largest value is taken: max-pooling. */
  readonly pooled: boolean;
}

/** A network of convolutions, the means of whose last channels a dense layer takes. */
export interface Layers {
  readonly convolutions: readonly Convolution[];
  readonly dense: {
    /** [inputs, outputs] */
    readonly kernel: Float32Array;
    readonly bias: Float32Array;
  };
}

/** A layer in the model's topology, as Keras writes it. */
interface KerasLayer {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>> & { readonly name: string };
}

/** The network that the model's files describe. Throws an `EngineError` when they describe one that this engine does not know. */
export function readLayers({ artifacts, metadata }: ModelFiles): Layers {
  const weights = readWeights(artifacts);
  const topology = artifacts.modelTopology as { readonly config?: { readonly layers?: readonly KerasLayer[] } };
  const layers = topology.config?.layers ?? [];
  const convolutions: Convolution[] = [];
  let inputs = 1;
  for (const [i, { class_name: kind, config }] of layers.slice(0, -2).entries()) {
    const last = convolutions.pop();
    if (kind === "Conv2D" && has(config, { padding: "same", activation: "relu" })) {
      if (last) convolutions.push(last);
      const next = convolution(config, inputs, weights);
      convolutions.push(next);
      inputs = next.outputs;
    } else if (kind === "MaxPooling2D" && has(config, { pool_size: [2, 2], strides: [2, 2] }) && last && !last.pooled) {
      convolutions.push({ ...last, pooled: true });
    } else {
      throw corrupt(`has a layer that this engine does not know: ${kind}, the ${i + 1}th`);
    }
  }
  const [means, dense] = layers.slice(-2);
  if (means?.class_name !== "GlobalAveragePooling2D" || dense?.class_name !== "Dense") {
    throw corrupt("does not end with the means of its channels and a dense layer");
  }
  const shape = layers[0]?.config.batch_input_shape;
  if (!same(shape, [null, metadata.size, metadata.size, 1])) {
    throw corrupt(`has an input of another shape than needed: ${JSON.stringify(shape)}`);
  }
  const outputs = EXPRESSIONS.length;
  return {
    convolutions,
    dense: {
      kernel: weights(`${dense.config.name}/kernel`, [inputs, outputs]),
      bias: weights(`${dense.config.name}/bias`, [outputs]),
    },
  };
}

type Weights = (name: string, shape: readonly number[]) => Float32Array;

function convolution(config: KerasLayer["config"], inputs: number, weights: Weights): Convolution {
  const { name, filters, kernel_size: sizes, strides } = config;
  const [size, stride] = [Number(Object(sizes)[0]), Number(Object(strides)[0])];
  const outputs = Number(filters);
  if (!same(sizes, [size, size]) || !same(strides, [stride, stride]))
    throw corrupt(`has a layer that is not square: ${name}`);
  const kernel = weights(`${name}/kernel`, [size, size, inputs, outputs]);
  return { size, stride, inputs, outputs, kernel, bias: weights(`${name}/bias`, [outputs]), pooled: false };
}

/** Looks up the weights by name; their shape must be the one that is asked for. */
function readWeights({ weightSpecs = [], weightData }: io.ModelArtifacts): Weights {
  if (!(weightData instanceof ArrayBuffer)) throw corrupt("has no weights");
  const found = new Map<string, { readonly shape: readonly number[]; readonly values: Float32Array }>();
  let read = 0;
  for (const { name, shape, quantization } of weightSpecs) {
    const count = shape.reduce((product, length) => product * length, 1);
    if (quantization?.dtype !== "float16" || read + 2 * count > weightData.byteLength) {
      throw corrupt("is damaged: its weights are not those that model.json speaks of");
    }
    found.set(name, { shape, values: fromHalfFloats(new Uint16Array(weightData, read, count)) });
    read += 2 * count;
  }
  if (read !== weightData.byteLength)
    throw corrupt(`is damaged: it has ${weightData.byteLength - read} bytes too many`);
  return (name, shape) => {
    const weights = found.get(name);
    if (!weights || !same(weights.shape, shape))
      throw corrupt(`has no weights ${name} of shape ${JSON.stringify(shape)}`);
    return weights.values;
  };
}

function has(config: KerasLayer["config"], wanted: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(([key, value]) => same(config[key], value));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
