import { fromHalfFloats } from "./half-floats.ts";
import { Room } from "./wasm-memory.ts";

/** A 3×3 convolution of each channel by itself, and where its weights are. */
export interface Depthwise {
  readonly weights: number;
  readonly channels: number;
}

/** A 1×1 convolution across channels, and where its weights are. */
export interface Pointwise {
  readonly weights: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** The one, then the other. */
export interface Separable {
  readonly depthwise: Depthwise;
  readonly pointwise: Pointwise;
}

/** To fewer channels, and on to more. */
export type Block = readonly [Separable, Separable];

/** Takes the network's weights from their file, layer by layer, to where and how the kernels want them. */
export class WeightsReader {
  readonly #bytes: number;
  readonly #halves: Uint16Array;
  readonly #memory: WebAssembly.Memory;
  readonly #room: Room;
  #read = 0;

  constructor(weights: ArrayBuffer, memory: WebAssembly.Memory) {
    this.#bytes = weights.byteLength;
    // A file that is cut off may end within a weight.
    this.#halves = new Uint16Array(weights, 0, weights.byteLength >> 1);
    this.#memory = memory;
    this.#room = new Room(memory);
  }

  /** Where the weights end in memory. */
  get end(): number {
    return this.#room.end;
  }

  /** Bytes that were not taken yet; negative when too many were. */
  get left(): number {
    return this.#bytes - 2 * this.#read;
  }

  /**
   * The first convolution, of red, green and blue, which in grey are the same, so that their weights add up: first each of the nine
   * values under the kernel by itself, then across these.
   */
  stem(channels: number): Separable {
    const [weights, biases] = [this.#take(channels * 27), this.#take(channels)];
    const sums = Float32Array.from({ length: channels * 9 }, (_, i) =>
      weights.subarray(3 * i, 3 * i + 3).reduce((sum, weight) => sum + weight, 0),
    );
    const places = Array.from({ length: 9 }, (_, place) => Array.from({ length: 9 }, (_, i) => (i === place ? 1 : 0)));
    return {
      depthwise: this.#writeDepthwise(places, new Float32Array(9)),
      pointwise: this.#writePointwise(sums, biases),
    };
  }

  depthwise(channels: number): Depthwise {
    const [weights, biases] = [this.#take(channels * 9), this.#take(channels)];
    const kernel = (channel: number) => Array.from({ length: 9 }, (_, i) => weights[i * channels + channel] ?? 0);
    return this.#writeDepthwise(
      Array.from({ length: channels }, (_, channel) => kernel(channel)),
      biases,
    );
  }

  pointwise(inputs: number, outputs: number): Pointwise {
    return this.#writePointwise(this.#take(inputs * outputs), this.#take(outputs));
  }

  separable(inputs: number, outputs: number): Separable {
    return { depthwise: this.depthwise(inputs), pointwise: this.pointwise(inputs, outputs) };
  }

  block(from: number, middle: number, to: number): Block {
    return [this.separable(from, middle), this.separable(middle, to)];
  }

  #writeDepthwise(kernels: readonly (readonly number[])[], biases: Float32Array): Depthwise {
    const weights = this.#room.reserve(40 * kernels.length);
    const values = new Float32Array(this.#memory.buffer, weights, 10 * kernels.length);
    kernels.forEach((kernel, channel) => {
      values.set([...kernel, biases[channel] ?? 0], 10 * channel);
    });
    return { weights, channels: kernels.length };
  }

  /** @param weights of each output one for each input. */
  #writePointwise(weights: Float32Array, biases: Float32Array): Pointwise {
    const inputs = weights.length / biases.length;
    const start = this.#room.reserve(8 * (biases.length + weights.filter((weight) => weight !== 0).length));
    const view = new DataView(this.#memory.buffer);
    let to = start;
    biases.forEach((bias, channel) => {
      const own = weights.subarray(channel * inputs, (channel + 1) * inputs);
      view.setFloat32(to, bias, true);
      view.setInt32(to + 4, own.filter((weight) => weight !== 0).length, true);
      to += 8;
      own.forEach((weight, input) => {
        if (weight === 0) return;
        view.setInt32(to, input, true);
        view.setFloat32(to + 4, weight, true);
        to += 8;
      });
    });
    return { weights: start, inputs, outputs: biases.length };
  }

  #take(count: number): Float32Array {
    this.#read += count;
    return fromHalfFloats(this.#halves.subarray(this.#read - count, this.#read));
  }
}
