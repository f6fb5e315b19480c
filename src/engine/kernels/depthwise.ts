// 3×3 convolution of each channel by itself, zeros around it.

import { multiplyAdd } from "./multiply-add";

/**
 * So many rows of the result. Of stride 1 they are made in pairs: when their number is odd, one more is written.
 * @param first the first of them.
 * @param height of the whole result; what else there is, is told at `separable` in detection.ts.
 */
export function depthwiseRows(
  input: usize,
  output: usize,
  weights: usize,
  zeros: usize,
  channels: i32,
  width: i32,
  height: i32,
  first: i32,
  count: i32,
  stride: i32,
  inputStep: usize,
  outputStep: usize,
): void {
  const row = (<usize>(width * stride)) << 2;
  const outputRow = (<usize>width) << 2;
  const last = height * stride - 1;
  for (let channel = 0; channel < channels; channel++) {
    let to = output;
    for (let y = first * stride; y < (first + count) * stride; y += 2) {
      const middle = input + <usize>y * row;
      const above = y === 0 ? zeros : middle - row;
      const below = y === last ? zeros : middle + row;
      if (stride === 1) {
        rowsOf1(above, middle, below, y + 1 >= last ? zeros : below + row, to, outputRow, weights, width);
        to += 2 * outputRow;
      } else {
        rowOf2(above, middle, below, to, weights, width);
        to += outputRow;
      }
    }
    input += inputStep;
    output += outputStep;
    weights += 40;
  }
}

/** Two rows of the result, of four of the input. */
function rowsOf1(a: usize, b: usize, c: usize, d: usize, to: usize, row: usize, weights: usize, width: i32): void {
  const w0 = v128.load32_splat(weights);
  const w1 = v128.load32_splat(weights, 4);
  const w2 = v128.load32_splat(weights, 8);
  const w3 = v128.load32_splat(weights, 12);
  const w4 = v128.load32_splat(weights, 16);
  const w5 = v128.load32_splat(weights, 20);
  const w6 = v128.load32_splat(weights, 24);
  const w7 = v128.load32_splat(weights, 28);
  const w8 = v128.load32_splat(weights, 32);
  const end = (<usize>(width - 4)) << 2;
  let at: usize = 0;
  while (true) {
    let upper = v128.load32_splat(weights, 36);
    let lower = upper;
    upper = multiplyAdd(v128.load(a + at), w1, upper);
    let values = v128.load(b + at);
    upper = multiplyAdd(values, w4, upper);
    lower = multiplyAdd(values, w1, lower);
    values = v128.load(c + at);
    upper = multiplyAdd(values, w7, upper);
    lower = multiplyAdd(values, w4, lower);
    lower = multiplyAdd(v128.load(d + at), w7, lower);
    if (at === 0) {
      const zero = f32x4.splat(0);
      upper = multiplyAdd(v128.shuffle<f32>(zero, v128.load(a), 0, 4, 5, 6), w0, upper);
      values = v128.shuffle<f32>(zero, v128.load(b), 0, 4, 5, 6);
      upper = multiplyAdd(values, w3, upper);
      lower = multiplyAdd(values, w0, lower);
      values = v128.shuffle<f32>(zero, v128.load(c), 0, 4, 5, 6);
      upper = multiplyAdd(values, w6, upper);
      lower = multiplyAdd(values, w3, lower);
      lower = multiplyAdd(v128.shuffle<f32>(zero, v128.load(d), 0, 4, 5, 6), w6, lower);
    } else {
      upper = multiplyAdd(v128.load(a + at - 4), w0, upper);
      values = v128.load(b + at - 4);
      upper = multiplyAdd(values, w3, upper);
      lower = multiplyAdd(values, w0, lower);
      values = v128.load(c + at - 4);
      upper = multiplyAdd(values, w6, upper);
      lower = multiplyAdd(values, w3, lower);
      lower = multiplyAdd(v128.load(d + at - 4), w6, lower);
    }
    if (at === end) {
      const zero = f32x4.splat(0);
      upper = multiplyAdd(v128.shuffle<f32>(v128.load(a + at), zero, 1, 2, 3, 4), w2, upper);
      values = v128.shuffle<f32>(v128.load(b + at), zero, 1, 2, 3, 4);
      upper = multiplyAdd(values, w5, upper);
      lower = multiplyAdd(values, w2, lower);
      values = v128.shuffle<f32>(v128.load(c + at), zero, 1, 2, 3, 4);
      upper = multiplyAdd(values, w8, upper);
      lower = multiplyAdd(values, w5, lower);
      lower = multiplyAdd(v128.shuffle<f32>(v128.load(d + at), zero, 1, 2, 3, 4), w8, lower);
    } else {
      upper = multiplyAdd(v128.load(a + at, 4), w2, upper);
      values = v128.load(b + at, 4);
      upper = multiplyAdd(values, w5, upper);
      lower = multiplyAdd(values, w2, lower);
      values = v128.load(c + at, 4);
      upper = multiplyAdd(values, w8, upper);
      lower = multiplyAdd(values, w5, lower);
      lower = multiplyAdd(v128.load(d + at, 4), w8, lower);
    }
    v128.store(to + at, upper);
    v128.store(to + at + row, lower);
    if (at === end) return;
    at = min(at + 16, end);
  }
}

function rowOf2(a: usize, b: usize, c: usize, to: usize, weights: usize, width: i32): void {
  const end = (<usize>(width - 4)) << 2;
  let at: usize = 0;
  while (true) {
    let sum = v128.load32_splat(weights, 36);
    sum = of2(a + (at << 1), weights, at === 0, sum);
    sum = of2(b + (at << 1), weights + 12, at === 0, sum);
    sum = of2(c + (at << 1), weights + 24, at === 0, sum);
    v128.store(to + at, sum);
    if (at === end) return;
    at = min(at + 16, end);
  }
}

/** One of the three rows' share of four values, of which each reads the input at twice its place and beside that. */
function of2(from: usize, weights: usize, first: bool, sum: v128): v128 {
  const one = v128.load(from);
  const two = v128.load(from, 16);
  const middle = v128.shuffle<f32>(one, two, 0, 2, 4, 6);
  const right = v128.shuffle<f32>(one, two, 1, 3, 5, 7);
  const left = first
    ? v128.shuffle<f32>(f32x4.splat(0), right, 0, 4, 5, 6)
    : v128.shuffle<f32>(v128.load(from - 4), v128.load(from, 12), 0, 2, 4, 6);
  sum = multiplyAdd(left, v128.load32_splat(weights), sum);
  sum = multiplyAdd(middle, v128.load32_splat(weights, 4), sum);
  return multiplyAdd(right, v128.load32_splat(weights, 8), sum);
}
