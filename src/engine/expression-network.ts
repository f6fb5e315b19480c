import { EngineError } from "./errors.ts";
import { type Convolution, type Layers, readLayers } from "./expression-layers.ts";
import type { ExpressionModel } from "./expression-model.ts";
import { corrupt, type ModelFiles, type ModelMetadata } from "./model-files.ts";
import { Room } from "./wasm-memory.ts";

/** What `kernels/expression.ts` is compiled to; what the numbers are is told there. */
interface Kernels {
  readonly memory: WebAssembly.Memory;
  readonly convolve: (...numbers: number[]) => void;
  readonly prepare: (...numbers: number[]) => void;
  readonly split: (...numbers: number[]) => void;
  readonly multiply: (...numbers: number[]) => void;
  readonly join: (...numbers: number[]) => void;
}

/** Bytes of a value. */
const VALUE = 4;
/** Channels come in multiples of so many. */
const CHANNELS = 8;
/** Tiles that are multiplied at once. */
const ROWS = 3;
/** Sides of the tiles of Winograd's minimal filtering that its kernels know, in pixels: two fewer are made of each. The larger costs less. */
const TILES = [6, 4];
/** Vectors of four values that its kernels want for themselves. */
const SCRATCH = 52;

/** A convolution in its place in the network. */
interface Place {
  readonly convolution: Convolution;
  /** Width and height of its result, before pooling. */
  readonly side: number;
  /** Side of the tiles, if it is done by minimal filtering; 0: pixel by pixel. */
  readonly tile: number;
  /** Tiles in a row and in a column. */
  readonly across: number;
}

/** A square picture with the border of zeros that the next convolution wants. */
interface Picture {
  /** Where the border's first value is, in bytes. */
  readonly start: number;
  /** Where the first pixel is. */
  readonly inside: number;
  /** From row to row. */
  readonly row: number;
}

/** Room for the numbers of all tiles, before and after they are multiplied: every convolution's in turn. */
interface Scratch {
  readonly split: number;
  readonly product: number;
  /** For a tile. */
  readonly tile: number;
}

/** The expression model on the processor: in WebAssembly with SIMD, with memory of its own. */
export class ExpressionNetwork implements ExpressionModel {
  readonly backend = "wasm";
  readonly #memory: WebAssembly.Memory;
  readonly #metadata: ModelMetadata;
  readonly #dense: Layers["dense"];
  readonly #input: Picture;
  readonly #steps: readonly (() => void)[];
  /** Where the last convolution's result is, in bytes, and how many pixels it has. */
  readonly #result: { readonly start: number; readonly pixels: number };

  /** Throws an `EngineError` for a model that is not what it should be. */
  static async build(files: ModelFiles, kernels: WebAssembly.Module): Promise<ExpressionNetwork> {
    const { exports } = await WebAssembly.instantiate(kernels);
    try {
      return new ExpressionNetwork(exports as unknown as Kernels, readLayers(files), files.metadata);
    } catch (error) {
      throw error instanceof EngineError ? error : corrupt("is damaged: model.json does not describe it", error);
    }
  }

  private constructor(kernels: Kernels, { convolutions, dense }: Layers, metadata: ModelMetadata) {
    this.#memory = kernels.memory;
    this.#metadata = metadata;
    this.#dense = dense;
    const room = new Room(kernels.memory);
    const all = places(convolutions, metadata.size);
    const reserve = (channels: "inputs" | "outputs") =>
      room.reserve(Math.max(...all.map((place) => place.tile ** 2 * planeBytes(place, channels))));
    const scratch: Scratch = {
      split: reserve("inputs"),
      product: reserve("outputs"),
      tile: room.reserve(SCRATCH * 4 * VALUE),
    };
    let side = metadata.size;
    let picture = reservePicture(kernels, room, side, 1, convolutions[0]);
    this.#input = picture;
    this.#steps = all.map((place, i) => {
      const from = picture;
      side = place.convolution.pooled ? place.side / 2 : place.side;
      picture = reservePicture(kernels, room, side, place.convolution.outputs, convolutions[i + 1]);
      return place.tile > 0
        ? filter(kernels, room, place, from, picture, scratch)
        : convolve(kernels, room, place, from, picture);
    });
    this.#result = { start: picture.start, pixels: side * side };
  }

  async logits(crops: readonly Float32Array[]): Promise<readonly Float32Array[]> {
    return crops.map((crop) => this.#logits(crop));
  }

  close(): void {
    // Its memory goes with it.
  }

  #logits(crop: Float32Array): Float32Array {
    const { size, mean, std } = this.#metadata;
    const { inside, row } = this.#input;
    for (let y = 0; y < size; y++) {
      const line = new Float32Array(this.#memory.buffer, inside + y * row, size);
      for (let x = 0; x < size; x++) line[x] = ((crop[y * size + x] ?? 0) - mean) / std;
    }
    for (const step of this.#steps) step();
    const { start, pixels } = this.#result;
    const { kernel, bias } = this.#dense;
    const sums = new Float32Array(kernel.length / bias.length);
    new Float32Array(this.#memory.buffer, start, pixels * sums.length).forEach((value, i) => {
      const channel = i % sums.length;
      sums[channel] = (sums[channel] ?? 0) + value;
    });
    const logits = bias.map((first, output) =>
      sums.reduce((sum, value, input) => sum + (value / pixels) * (kernel[input * bias.length + output] ?? 0), first),
    );
    if (!logits.every(Number.isFinite)) throw corrupt("gives no numbers: its weights are damaged");
    return logits;
  }
}

function places(convolutions: readonly Convolution[], size: number): readonly Place[] {
  let before = size;
  return convolutions.map((convolution) => {
    const { size, stride, inputs, outputs, pooled } = convolution;
    const side = Math.ceil(before / stride);
    const isTiled = size === 3 && stride === 1 && inputs % CHANNELS === 0;
    const tile = (isTiled && TILES.find((tile) => side % (tile - 2) === 0)) || 0;
    if (outputs % CHANNELS !== 0 || (pooled && tile === 0)) {
      throw corrupt(
        `has a convolution that this engine does not know: ${size}×${size}, ${inputs} to ${outputs} channels`,
      );
    }
    before = pooled ? side / 2 : side;
    return { convolution, side, tile, across: tile && side / (tile - 2) };
  });
}

/** Of one of the numbers of all tiles and channels, with room for tiles that are multiplied for nothing. */
function planeBytes({ convolution, across }: Place, channels: "inputs" | "outputs"): number {
  return Math.ceil(across ** 2 / ROWS) * ROWS * convolution[channels] * VALUE;
}

/** Room for a picture that the convolution takes next, if there is one. */
function reservePicture(
  { memory }: Kernels,
  room: Room,
  side: number,
  channels: number,
  next: Convolution | undefined,
): Picture {
  // Of an odd number of zeros, TensorFlow puts the larger part after the last pixel.
  const zeros = next ? Math.max(0, (Math.ceil(side / next.stride) - 1) * next.stride + next.size - side) : 0;
  const row = (side + zeros) * channels * VALUE;
  const start = room.reserve((side + zeros) * row);
  new Uint8Array(memory.buffer, start, (side + zeros) * row).fill(0);
  return { start, inside: start + Math.floor(zeros / 2) * (row + channels * VALUE), row };
}

/** A convolution of any size and stride. */
function convolve(kernels: Kernels, room: Room, { convolution, side }: Place, from: Picture, to: Picture): () => void {
  const { size, stride, inputs, outputs, kernel, bias } = convolution;
  const weights = room.write(Float32Array.of(...kernel, ...bias));
  const [step, rowStep] = [stride * inputs * VALUE, stride * from.row];
  return () =>
    kernels.convolve(
      from.start,
      to.inside,
      weights,
      size,
      size * inputs,
      side,
      outputs,
      step,
      rowStep,
      from.row,
      to.row,
    );
}

/** A 3×3 convolution by minimal filtering. */
function filter(
  { memory, prepare, split, multiply, join }: Kernels,
  room: Room,
  place: Place,
  from: Picture,
  to: Picture,
  scratch: Scratch,
): () => void {
  const { tile, across } = place;
  const { inputs, outputs, kernel, bias, pooled } = place.convolution;
  const biases = room.write(bias);
  const weights = room.reserve(tile ** 2 * inputs * outputs * VALUE);
  // Only for a moment: what is reserved next may lie there.
  prepare(new Room(memory, room.end).write(kernel), weights, scratch.tile, tile, inputs, outputs);
  const [inputPlane, outputPlane] = [planeBytes(place, "inputs"), planeBytes(place, "outputs")];
  return () => {
    split(from.start, scratch.split, scratch.tile, tile, across, inputs, from.row, inputPlane);
    multiply(scratch.split, scratch.product, weights, tile ** 2, across ** 2, inputs, outputs, inputPlane, outputPlane);
    join(scratch.product, to.inside, biases, scratch.tile, tile, across, outputs, to.row, outputPlane, pooled ? 1 : 0);
  };
}
