import { fromHalfFloats } from "./half-floats.ts";
import { Room } from "./wasm-memory.ts";

/** A convolution: where its weights are, and how many channels come out. */
export interface Layer {
  readonly weights: number;
  readonly channels: number;
}

/** Two pairs of a 3×3 convolution of each channel by itself and a 1×1 convolution across channels. */
export type Block = readonly [Layer, Layer, Layer, Layer];

/** Takes the network's weights from their file, layer by layer, to where and how the kernels want them. */
export class WeightsReader {
  readonly #halves: Uint16Array;
  readonly #memory: WebAssembly.Memory;
  readonly #room: Room;
  #read = 0;

  constructor(weights: ArrayBuffer, memory: WebAssembly.Memory) {
    this.#halves = new Uint16Array(weights);
    this.#memory = memory;
    this.#room = new Room(memory);
  }

  /** Where the weights end in memory. */
  get end(): number {
    return this.#room.end;
  }

  /** How many weights were not taken yet; negative when too many were. */
  get left(): number {
    return this.#halves.length - this.#read;
  }

  /** The first convolution: of red, green and blue, which in grey are the same, so that their weights add up. */
  stem(channels: number): Layer {
    const [weights, biases] = [this.#take(channels * 27), this.#take(channels)];
    return this.#write(channels, biases, (channel) => {
      const weight = (i: number) => weights[channel * 27 + i] ?? 0;
      return Array.from({ length: 9 }, (_, i) => weight(3 * i) + weight(3 * i + 1) + weight(3 * i + 2));
    });
  }

  depthwise(channels: number): Layer {
    const [weights, biases] = [this.#take(channels * 9), this.#take(channels)];
    return this.#write(channels, biases, (channel) =>
      Array.from({ length: 9 }, (_, i) => weights[i * channels + channel] ?? 0),
    );
  }

  pointwise(inputs: number, channels: number): Layer {
    const [weights, biases] = [this.#take(inputs * channels), this.#take(channels)];
    const start = this.#room.reserve(8 * (channels + weights.filter((weight) => weight !== 0).length));
    const view = new DataView(this.#memory.buffer);
    let to = start;
    for (let channel = 0; channel < channels; channel++) {
      const own = weights.subarray(channel * inputs, (channel + 1) * inputs);
      view.setFloat32(to, biases[channel] ?? 0, true);
      view.setInt32(to + 4, own.filter((weight) => weight !== 0).length, true);
      to += 8;
      own.forEach((weight, input) => {
        if (weight === 0) return;
        view.setInt32(to, input, true);
        view.setFloat32(to + 4, weight, true);
        to += 8;
      });
    }
    return { weights: start, channels };
  }

  block(from: number, middle: number, to: number): Block {
    return [this.depthwise(from), this.pointwise(from, middle), this.depthwise(middle), this.pointwise(middle, to)];
  }

  #write(channels: number, biases: Float32Array, nine: (channel: number) => readonly number[]): Layer {
    const weights = this.#room.reserve(40 * channels);
    const values = new Float32Array(this.#memory.buffer, weights, 10 * channels);
    for (let channel = 0; channel < channels; channel++)
      values.set([...nine(channel), biases[channel] ?? 0], 10 * channel);
    return { weights, channels };
  }

  #take(count: number): Float32Array {
    this.#read += count;
    return fromHalfFloats(this.#halves.subarray(this.#read - count, this.#read));
  }
}
