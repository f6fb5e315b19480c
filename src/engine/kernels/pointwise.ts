// 1×1 convolution with sparse weights.

import { multiplyAdd } from "./multiply-add";

/**
 * So many values of each output; up to 15 beyond these are overwritten.
 * @param weights of each output the bias and how many inputs count; then the number and the weight of each of these.
 * @param add to what the output was before.
 */
export function pointwiseOf(
  input: usize,
  output: usize,
  weights: usize,
  outputs: i32,
  size: i32,
  inputStep: usize,
  outputStep: usize,
  add: bool,
  rectify: bool,
): void {
  const least = f32x4.splat(rectify ? 0 : -Infinity);
  const bytes = (<usize>size) << 2;
  for (let i = 0; i < outputs; i++) {
    const next = weights + 8 + ((<usize>load<i32>(weights, 4)) << 3);
    let at: usize = 0;
    for (; at + 64 < bytes; at += 128) {
      columns32(input + at, output + at, weights, next, inputStep, add, least);
    }
    if (at < bytes) {
      columns16(input + at, output + at, weights, next, inputStep, add, least);
    }
    output += outputStep;
    weights = next;
  }
}

function columns32(input: usize, output: usize, weights: usize, end: usize, step: usize, add: bool, least: v128): void {
  let s0 = v128.load32_splat(weights);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  for (weights += 8; weights < end; weights += 8) {
    const from = input + <usize>load<i32>(weights) * step;
    const weight = v128.load32_splat(weights, 4);
    s0 = multiplyAdd(v128.load(from), weight, s0);
    s1 = multiplyAdd(v128.load(from, 16), weight, s1);
    s2 = multiplyAdd(v128.load(from, 32), weight, s2);
    s3 = multiplyAdd(v128.load(from, 48), weight, s3);
    s4 = multiplyAdd(v128.load(from, 64), weight, s4);
    s5 = multiplyAdd(v128.load(from, 80), weight, s5);
    s6 = multiplyAdd(v128.load(from, 96), weight, s6);
    s7 = multiplyAdd(v128.load(from, 112), weight, s7);
  }
  if (add) {
    s0 = f32x4.add(s0, v128.load(output));
    s1 = f32x4.add(s1, v128.load(output, 16));
    s2 = f32x4.add(s2, v128.load(output, 32));
    s3 = f32x4.add(s3, v128.load(output, 48));
    s4 = f32x4.add(s4, v128.load(output, 64));
    s5 = f32x4.add(s5, v128.load(output, 80));
    s6 = f32x4.add(s6, v128.load(output, 96));
    s7 = f32x4.add(s7, v128.load(output, 112));
  }
  v128.store(output, f32x4.max(s0, least));
  v128.store(output, f32x4.max(s1, least), 16);
  v128.store(output, f32x4.max(s2, least), 32);
  v128.store(output, f32x4.max(s3, least), 48);
  v128.store(output, f32x4.max(s4, least), 64);
  v128.store(output, f32x4.max(s5, least), 80);
  v128.store(output, f32x4.max(s6, least), 96);
  v128.store(output, f32x4.max(s7, least), 112);
}

function columns16(input: usize, output: usize, weights: usize, end: usize, step: usize, add: bool, least: v128): void {
  let s0 = v128.load32_splat(weights);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (weights += 8; weights < end; weights += 8) {
    const from = input + <usize>load<i32>(weights) * step;
    const weight = v128.load32_splat(weights, 4);
    s0 = multiplyAdd(v128.load(from), weight, s0);
    s1 = multiplyAdd(v128.load(from, 16), weight, s1);
    s2 = multiplyAdd(v128.load(from, 32), weight, s2);
    s3 = multiplyAdd(v128.load(from, 48), weight, s3);
  }
  if (add) {
    s0 = f32x4.add(s0, v128.load(output));
    s1 = f32x4.add(s1, v128.load(output, 16));
    s2 = f32x4.add(s2, v128.load(output, 32));
    s3 = f32x4.add(s3, v128.load(output, 48));
  }
  v128.store(output, f32x4.max(s0, least));
  v128.store(output, f32x4.max(s1, least), 16);
  v128.store(output, f32x4.max(s2, least), 32);
  v128.store(output, f32x4.max(s3, least), 48);
}
