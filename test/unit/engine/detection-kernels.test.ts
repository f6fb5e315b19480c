import { expect, test } from "vitest";
import { compiledKernels } from "../../../scripts/compile-kernels.mjs";
import { columnsAtOnce, planeStep, rowsAtOnce } from "../../../src/engine/detection-layout.ts";
import { Room } from "../../../src/engine/wasm-memory.ts";

interface Kernels {
  readonly memory: WebAssembly.Memory;
  readonly separable: (...numbers: number[]) => void;
  readonly pointwise: (...numbers: number[]) => void;
}

const module = await WebAssembly.compile(await compiledKernels("detection"));

/** The same numbers each time, -1 … 1. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  };
}

/** Planes of values, in memory and to look at. */
class Planes {
  readonly start: number;
  readonly step: number;
  readonly size: number;
  readonly #memory: WebAssembly.Memory;

  constructor(memory: WebAssembly.Memory, room: Room, count: number, size: number) {
    this.step = planeStep(size);
    this.start = room.reserve(count * this.step);
    this.#memory = memory;
    this.size = size;
  }

  plane(index: number): Float32Array {
    return new Float32Array(this.#memory.buffer, this.start + index * this.step, this.size);
  }
}

/** A 1×1 convolution's weights, three of ten of which count, as a list and in memory. */
function sparse(memory: WebAssembly.Memory, room: Room, next: () => number, inputs: number, outputs: number) {
  const weights = Array.from({ length: outputs }, () =>
    Array.from({ length: inputs }, () => (next() > 0.4 ? next() : 0)),
  );
  const biases = Array.from({ length: outputs }, next);
  const start = room.reserve(8 * (outputs + weights.flat().filter((weight) => weight !== 0).length));
  const view = new DataView(memory.buffer);
  let to = start;
  weights.forEach((row, output) => {
    view.setFloat32(to, biases[output] ?? 0, true);
    view.setInt32(to + 4, row.filter((weight) => weight !== 0).length, true);
    to += 8;
    row.forEach((weight, input) => {
      if (weight === 0) return;
      view.setInt32(to, input, true);
      view.setFloat32(to + 4, weight, true);
      to += 8;
    });
  });
  const of = (output: number, values: readonly number[]) =>
    values.reduce((sum, value, input) => sum + value * (weights[output]?.[input] ?? 0), biases[output] ?? 0);
  return { start, of };
}

test.each([
  { width: 4, height: 4, stride: 1, inputs: 96, outputs: 8, add: true },
  { width: 6, height: 5, stride: 1, inputs: 40, outputs: 16, add: true },
  { width: 13, height: 11, stride: 1, inputs: 64, outputs: 8, add: true },
  { width: 13, height: 40, stride: 1, inputs: 96, outputs: 8, add: true },
  { width: 52, height: 33, stride: 1, inputs: 32, outputs: 24, add: true },
  { width: 104, height: 9, stride: 1, inputs: 64, outputs: 16, add: false },
  { width: 26, height: 30, stride: 2, inputs: 48, outputs: 24, add: false },
  { width: 7, height: 8, stride: 2, inputs: 16, outputs: 8, add: false },
])("$width × $height values, of $inputs channels $outputs, stride $stride, added: $add", async (shape) => {
  const { width, height, stride, inputs, outputs, add } = shape;
  const { exports } = await WebAssembly.instantiate(module);
  const { memory, separable } = exports as unknown as Kernels;
  const room = new Room(memory);
  const next = random(width * height + inputs);
  const [inputWidth, inputHeight] = [width * stride, height * stride];
  const nine = Float32Array.from({ length: 10 * inputs }, next);
  const nineStart = room.write(nine);
  const mixing = sparse(memory, room, next, inputs, outputs);
  const zeros = room.write(new Float32Array(inputWidth + 4));
  const rows = rowsAtOnce(width, height, inputs);
  const betweenStep = planeStep(width * (rows + 1));
  const between = room.reserve(inputs * betweenStep);
  const from = new Planes(memory, room, inputs, inputWidth * inputHeight);
  const to = new Planes(memory, room, outputs, width * height);
  for (let i = 0; i < inputs; i++) from.plane(i).set(Float32Array.from({ length: from.size }, next));
  for (let i = 0; i < outputs; i++) to.plane(i).set(Float32Array.from({ length: to.size }, next));
  const before = Array.from({ length: outputs }, (_, i) => to.plane(i).slice());

  separable(
    from.start,
    to.start,
    between,
    nineStart,
    mixing.start,
    zeros,
    inputs,
    outputs,
    width,
    height,
    stride,
    rows,
    from.step,
    betweenStep,
    to.step,
    add ? 1 : 0,
  );

  const input = (channel: number, x: number, y: number) =>
    x < 0 || y < 0 || x >= inputWidth || y >= inputHeight ? 0 : (from.plane(channel)[y * inputWidth + x] ?? 0);
  const filtered = (channel: number, x: number, y: number) => {
    let sum = nine[10 * channel + 9] ?? 0;
    for (let place = 0; place < 9; place++) {
      const [column, row] = [(place % 3) - 1, Math.floor(place / 3) - 1];
      sum += (nine[10 * channel + place] ?? 0) * input(channel, x * stride + column, y * stride + row);
    }
    return sum;
  };
  let furthest = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const values = Array.from({ length: inputs }, (_, channel) => filtered(channel, x, y));
      for (let output = 0; output < outputs; output++) {
        const at = y * width + x;
        const expected = Math.max(0, mixing.of(output, values) + (add ? (before[output]?.[at] ?? 0) : 0));
        furthest = Math.max(furthest, Math.abs(expected - (to.plane(output)[at] ?? Number.NaN)));
      }
    }
  }
  expect(furthest).toBeLessThan(1e-4);
});

test.each([16, 24, 30, 169, 2000])("across channels, of planes of %i values, some at a time", async (size) => {
  const { exports } = await WebAssembly.instantiate(module);
  const { memory, pointwise } = exports as unknown as Kernels;
  const [inputs, outputs] = [64, 12];
  const room = new Room(memory);
  const next = random(size);
  const mixing = sparse(memory, room, next, inputs, outputs);
  const from = new Planes(memory, room, inputs, size);
  const to = new Planes(memory, room, outputs, size);
  for (let i = 0; i < inputs; i++) from.plane(i).set(Float32Array.from({ length: from.size }, next));
  pointwise(from.start, to.start, mixing.start, outputs, size, columnsAtOnce(inputs), from.step, 0);
  let furthest = 0;
  for (let at = 0; at < size; at++) {
    const values = Array.from({ length: inputs }, (_, channel) => from.plane(channel)[at] ?? 0);
    for (let output = 0; output < outputs; output++) {
      furthest = Math.max(furthest, Math.abs(mixing.of(output, values) - (to.plane(output)[at] ?? Number.NaN)));
    }
  }
  expect(furthest).toBeLessThan(1e-4);
});
