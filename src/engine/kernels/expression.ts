// The expression network's arithmetic in AssemblyScript, compiled to WebAssembly with SIMD when the product is built.
//
// Values lie pixel by pixel, row by row, a pixel's channels side by side ("NHWC"), as float32, with a border of zeros around the
// picture where the next convolution wants one. Pointers and distances are in bytes. Channels come in multiples of eight.
//
// 3×3 convolutions are done by Winograd's minimal filtering (`minimal-filtering.ts`): `split` turns each tile of values into as many
// numbers; `multiply` does a product of matrices, tiles × channels, for each of them; `join` turns a tile's results into its pixels.

import { combine, mix, ROWS, widen } from "./minimal-filtering";
import { multiplyAdd } from "./multiply-add";

/** Output channels that are multiplied at once, by {@link ROWS} tiles: as many sums as processors keep at hand. */
const COLUMNS: usize = 8;

/**
 * Convolution of any size and stride, followed by ReLU.
 * @param weights for each place under the kernel and each input channel: one for each output channel. Then the biases.
 * @param taps places in a row of the kernel × input channels; `size` such rows.
 * @param step from one pixel of the input to the next that the kernel is put on; `rowStep` likewise from row to row.
 * @param inputRow from one row of the input to the next, `outputRow` likewise of the output.
 */
export function convolve(
  input: usize,
  output: usize,
  weights: usize,
  size: i32,
  taps: i32,
  side: i32,
  channels: i32,
  step: usize,
  rowStep: usize,
  inputRow: usize,
  outputRow: usize,
): void {
  const pixel = (<usize>channels) << 2;
  const bias = weights + <usize>(size * taps) * pixel;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const from = input + <usize>y * rowStep + <usize>x * step;
      const to = output + <usize>y * outputRow + <usize>x * pixel;
      for (let channel: usize = 0; channel < pixel; channel += 32) {
        let weight = weights + channel;
        let sum0 = v128.load(bias + channel);
        let sum1 = v128.load(bias + channel, 16);
        for (let row = 0; row < size; row++) {
          let at = from + <usize>row * inputRow;
          for (let tap = 0; tap < taps; tap++) {
            const value = v128.load32_splat(at);
            sum0 = multiplyAdd(value, v128.load(weight), sum0);
            sum1 = multiplyAdd(value, v128.load(weight, 16), sum1);
            weight += pixel;
            at += 4;
          }
        }
        v128.store(to + channel, f32x4.max(sum0, f32x4.splat(0)));
        v128.store(to + channel, f32x4.max(sum1, f32x4.splat(0)), 16);
      }
    }
  }
}

/**
 * The weights of a 3×3 convolution as `multiply` wants them.
 * @param kernel for each place under it and each input: the weights of each output.
 * @param scratch room for 36 vectors.
 * @param size of a tile: 4 or 6.
 */
export function prepare(kernel: usize, weights: usize, scratch: usize, size: i32, inputs: i32, outputs: i32): void {
  const place = (<usize>(inputs * outputs)) << 2;
  const line = (<usize>size) << 4;
  for (let output = 0; output < outputs; output += 4) {
    // Of every eight outputs, the weights for an input lie together; two vectors of them.
    let to = weights + ((<usize>((output & ~7) * inputs)) << 2) + ((<usize>(output & 4)) << 2);
    let from = kernel + ((<usize>output) << 2);
    for (let input = 0; input < inputs; input++) {
      widen(size, 3, from, 3 * place, place, scratch, line, 16);
      widen(size, size, scratch, 16, line, to, place, <usize>size * place);
      from += (<usize>outputs) << 2;
      to += COLUMNS << 2;
    }
  }
}

/**
 * The numbers of each tile and channel, a plane for each number. A plane holds, for every three tiles, the three values of each
 * channel.
 * @param input the border's first value.
 * @param scratch room for 36 vectors.
 * @param size of a tile: 4 or 6 pixels, of which two are the next one's, too.
 * @param side tiles in a row and in a column.
 * @param row from one row of the input to the next.
 * @param plane from one plane to the next.
 */
export function split(
  input: usize,
  output: usize,
  scratch: usize,
  size: i32,
  side: i32,
  channels: i32,
  row: usize,
  plane: usize,
): void {
  const pixel = (<usize>channels) << 2;
  const line = (<usize>size) << 4;
  let place: usize = 0;
  for (let y = 0; y < side; y++) {
    let from = input + <usize>(y * (size - 2)) * row;
    for (let x = 0; x < side; x++) {
      for (let channel: usize = 0; channel < pixel; channel += 16) {
        mix(size, from + channel, row, pixel, scratch, line, 16, false);
        mix(size, scratch, 16, line, output + channel * ROWS, plane, <usize>size * plane, true);
      }
      from += <usize>(size - 2) * pixel;
      output += 4;
      if (++place === ROWS) {
        place = 0;
        output += ROWS * (pixel - 4);
      }
    }
  }
}

/**
 * Products of matrices, one for each plane: planes of tiles × inputs, as `split` writes them, with inputs × outputs.
 * @param weights of each plane: for every eight outputs the eight weights of each input.
 * @param tiles of which the last ones may be none: they come in threes.
 */
export function multiply(
  input: usize,
  output: usize,
  weights: usize,
  planes: i32,
  tiles: i32,
  inputs: i32,
  outputs: i32,
  inputPlane: usize,
  outputPlane: usize,
): void {
  const inputRows = ((<usize>inputs) << 2) * ROWS;
  const outputRow = (<usize>outputs) << 2;
  const panel = ((<usize>inputs) << 2) * COLUMNS;
  for (let plane = 0; plane < planes; plane++) {
    for (let column: usize = 0; column < outputRow; column += COLUMNS * 4) {
      let from = input;
      let to = output + column;
      for (let tile = 0; tile < tiles; tile += <i32>ROWS) {
        multiplyThree(from, to, weights, inputRows, outputRow);
        from += inputRows;
        to += ROWS * outputRow;
      }
      weights += panel;
    }
    input += inputPlane;
    output += outputPlane;
  }
}

function multiplyThree(input: usize, output: usize, weights: usize, inputRows: usize, outputRow: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  for (const end = input + inputRows; input < end; input += ROWS * 4) {
    const w0 = v128.load(weights);
    const w1 = v128.load(weights, 16);
    const a = v128.load32_splat(input);
    a0 = multiplyAdd(a, w0, a0);
    a1 = multiplyAdd(a, w1, a1);
    const b = v128.load32_splat(input, 4);
    b0 = multiplyAdd(b, w0, b0);
    b1 = multiplyAdd(b, w1, b1);
    const c = v128.load32_splat(input, 8);
    c0 = multiplyAdd(c, w0, c0);
    c1 = multiplyAdd(c, w1, c1);
    weights += COLUMNS * 4;
  }
  v128.store(output, a0);
  v128.store(output, a1, 16);
  v128.store(output + outputRow, b0);
  v128.store(output + outputRow, b1, 16);
  v128.store(output + 2 * outputRow, c0);
  v128.store(output + 2 * outputRow, c1, 16);
}

/**
 * The pixels of each tile from its results, with bias and ReLU.
 * @param output the first pixel's first value, inside the border.
 * @param scratch room for 52 vectors.
 * @param size of a tile before: 4 or 6 pixels, of which two are lost.
 * @param side tiles in a row and in a column.
 * @param row from one row of the output to the next.
 * @param pool the largest value of every 2×2 pixels instead: max-pooling.
 */
export function join(
  input: usize,
  output: usize,
  bias: usize,
  scratch: usize,
  size: i32,
  side: i32,
  channels: i32,
  row: usize,
  plane: usize,
  pool: bool,
): void {
  const pixel = (<usize>channels) << 2;
  const line = (<usize>size) << 4;
  const pixels = size - 2;
  const tile = scratch + 36 * 16;
  const tileLine = (<usize>pixels) << 4;
  const moved = <usize>(pool ? pixels >> 1 : pixels);
  for (let y = 0; y < side; y++) {
    let to = output + <usize>y * moved * row;
    for (let x = 0; x < side; x++) {
      for (let channel: usize = 0; channel < pixel; channel += 16) {
        combine(size, size, input + channel, <usize>size * plane, plane, scratch, line, 16);
        combine(size, pixels, scratch, 16, line, tile, 16, tileLine);
        const first = v128.load(bias + channel);
        if (pool) writePooled(tile, pixels, first, to + channel, row, pixel);
        else write(tile, pixels, first, to + channel, row, pixel);
      }
      input += pixel;
      to += moved * pixel;
    }
  }
}

function write(tile: usize, pixels: i32, bias: v128, to: usize, row: usize, pixel: usize): void {
  const zero = f32x4.splat(0);
  for (let y = 0; y < pixels; y++) {
    for (let x = 0; x < pixels; x++) {
      v128.store(to + <usize>x * pixel, f32x4.max(f32x4.add(v128.load(tile), bias), zero));
      tile += 16;
    }
    to += row;
  }
}

function writePooled(tile: usize, pixels: i32, bias: v128, to: usize, row: usize, pixel: usize): void {
  const below = (<usize>pixels) << 4;
  for (let y = 0; y < pixels; y += 2) {
    for (let x: usize = 0; x < <usize>pixels >> 1; x++) {
      const upper = f32x4.max(v128.load(tile), v128.load(tile, 16));
      const lower = f32x4.max(v128.load(tile + below), v128.load(tile + below, 16));
      v128.store(to + x * pixel, f32x4.max(f32x4.add(f32x4.max(upper, lower), bias), f32x4.splat(0)));
      tile += 32;
    }
    tile += below;
    to += row;
  }
}
