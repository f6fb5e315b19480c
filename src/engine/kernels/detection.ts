// The face detector's arithmetic in AssemblyScript, compiled to WebAssembly with SIMD when the product is built.
//
// A layer's values lie channel by channel ("planes"), row by row, as float32. Pointers and distances are in bytes. Vectors of
// four values that would reach beyond a row or plane begin earlier instead, and write some values twice: a row has at
// least four, a plane at least 16.

/**
 * 3×3 convolution of each channel by itself, zeros around it.
 * @param stride 1 or 2: of 2, the result is half as wide and high.
 * @param width of the result, in values; likewise `height`.
 * @param inputStep from one input plane to the next; 0: all outputs are of the same input.
 * @param weights nine and a bias, of each channel.
 * @param zeros a row of them, as long as the input's and four more.
 */
export function depthwise(
  input: usize,
  output: usize,
  weights: usize,
  zeros: usize,
  channels: i32,
  width: i32,
  height: i32,
  stride: i32,
  inputStep: usize,
  outputStep: usize,
  rectify: bool,
): void {
  const least = f32x4.splat(rectify ? 0 : -Infinity);
  const row = (<usize>(width * stride)) << 2;
  const last = height * stride - 1;
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      const middle = input + <usize>(y * stride) * row;
      const above = y === 0 ? zeros : middle - row;
      const below = y * stride === last ? zeros : middle + row;
      const to = output + ((<usize>(y * width)) << 2);
      if (stride === 1) rowOf1(above, middle, below, to, weights, width, least);
      else rowOf2(above, middle, below, to, weights, width, least);
    }
    input += inputStep;
    output += outputStep;
    weights += 40;
  }
}

function rowOf1(a: usize, b: usize, c: usize, to: usize, weights: usize, width: i32, least: v128): void {
  const w0 = v128.load32_splat(weights);
  const w1 = v128.load32_splat(weights, 4);
  const w2 = v128.load32_splat(weights, 8);
  const w3 = v128.load32_splat(weights, 12);
  const w4 = v128.load32_splat(weights, 16);
  const w5 = v128.load32_splat(weights, 20);
  const w6 = v128.load32_splat(weights, 24);
  const w7 = v128.load32_splat(weights, 28);
  const w8 = v128.load32_splat(weights, 32);
  const bias = v128.load32_splat(weights, 36);
  const zero = f32x4.splat(0);
  const end = (<usize>(width - 4)) << 2;
  let at: usize = 0;
  while (true) {
    let sum = f32x4.add(bias, f32x4.mul(v128.load(a + at), w1));
    sum = f32x4.add(sum, f32x4.mul(v128.load(b + at), w4));
    sum = f32x4.add(sum, f32x4.mul(v128.load(c + at), w7));
    if (at === 0) {
      sum = f32x4.add(sum, f32x4.mul(v128.shuffle<f32>(zero, v128.load(a), 0, 4, 5, 6), w0));
      sum = f32x4.add(sum, f32x4.mul(v128.shuffle<f32>(zero, v128.load(b), 0, 4, 5, 6), w3));
      sum = f32x4.add(sum, f32x4.mul(v128.shuffle<f32>(zero, v128.load(c), 0, 4, 5, 6), w6));
    } else {
      sum = f32x4.add(sum, f32x4.mul(v128.load(a + at - 4), w0));
      sum = f32x4.add(sum, f32x4.mul(v128.load(b + at - 4), w3));
      sum = f32x4.add(sum, f32x4.mul(v128.load(c + at - 4), w6));
    }
    if (at === end) {
      sum = f32x4.add(sum, f32x4.mul(v128.shuffle<f32>(v128.load(a + at), zero, 1, 2, 3, 4), w2));
      sum = f32x4.add(sum, f32x4.mul(v128.shuffle<f32>(v128.load(b + at), zero, 1, 2, 3, 4), w5));
      sum = f32x4.add(sum, f32x4.mul(v128.shuffle<f32>(v128.load(c + at), zero, 1, 2, 3, 4), w8));
    } else {
      sum = f32x4.add(sum, f32x4.mul(v128.load(a + at, 4), w2));
      sum = f32x4.add(sum, f32x4.mul(v128.load(b + at, 4), w5));
      sum = f32x4.add(sum, f32x4.mul(v128.load(c + at, 4), w8));
    }
    v128.store(to + at, f32x4.max(sum, least));
    if (at === end) return;
    at = min(at + 16, end);
  }
}

function rowOf2(a: usize, b: usize, c: usize, to: usize, weights: usize, width: i32, least: v128): void {
  const end = (<usize>(width - 4)) << 2;
  let at: usize = 0;
  while (true) {
    let sum = v128.load32_splat(weights, 36);
    sum = f32x4.add(sum, of2(a + (at << 1), weights, at === 0));
    sum = f32x4.add(sum, of2(b + (at << 1), weights + 12, at === 0));
    sum = f32x4.add(sum, of2(c + (at << 1), weights + 24, at === 0));
    v128.store(to + at, f32x4.max(sum, least));
    if (at === end) return;
    at = min(at + 16, end);
  }
}

/** One of the three rows' share of four values, of which each reads the input at twice its place and beside that. */
function of2(from: usize, weights: usize, first: bool): v128 {
  const one = v128.load(from);
  const two = v128.load(from, 16);
  const middle = v128.shuffle<f32>(one, two, 0, 2, 4, 6);
  const right = v128.shuffle<f32>(one, two, 1, 3, 5, 7);
  const left = first
    ? v128.shuffle<f32>(f32x4.splat(0), right, 0, 4, 5, 6)
    : v128.shuffle<f32>(v128.load(from - 4), v128.load(from, 12), 0, 2, 4, 6);
  return f32x4.add(
    f32x4.mul(left, v128.load32_splat(weights)),
    f32x4.add(f32x4.mul(middle, v128.load32_splat(weights, 4)), f32x4.mul(right, v128.load32_splat(weights, 8))),
  );
}

/**
 * 1×1 convolution with sparse weights.
 * @param residual planes like the output's that are added; 0: none. They may not be the output.
 * @param weights of each output the bias and how many inputs count; then the number and the weight of each of these.
 * @param size of a plane, in values.
 * @param step from a plane to the next.
 */
export function pointwise(
  input: usize,
  output: usize,
  residual: usize,
  weights: usize,
  outputs: i32,
  size: i32,
  step: usize,
  rectify: bool,
): void {
  const least = f32x4.splat(rectify ? 0 : -Infinity);
  let at = 0;
  for (; at + 32 <= size; at += 32) {
    const offset = (<usize>at) << 2;
    columns32(input + offset, output + offset, residual === 0 ? 0 : residual + offset, weights, outputs, step, least);
  }
  while (at < size) {
    const start = min(at, size - 16);
    const offset = (<usize>start) << 2;
    columns16(input + offset, output + offset, residual === 0 ? 0 : residual + offset, weights, outputs, step, least);
    at = start + 16;
  }
}

function columns32(
  input: usize,
  output: usize,
  residual: usize,
  weights: usize,
  outputs: i32,
  step: usize,
  least: v128,
): void {
  for (let i = 0; i < outputs; i++) {
    let s0 = v128.load32_splat(weights);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let s4 = s0;
    let s5 = s0;
    let s6 = s0;
    let s7 = s0;
    const end = weights + 8 + ((<usize>load<i32>(weights, 4)) << 3);
    for (weights += 8; weights < end; weights += 8) {
      const from = input + <usize>load<i32>(weights) * step;
      const weight = v128.load32_splat(weights, 4);
      s0 = f32x4.add(s0, f32x4.mul(v128.load(from), weight));
      s1 = f32x4.add(s1, f32x4.mul(v128.load(from, 16), weight));
      s2 = f32x4.add(s2, f32x4.mul(v128.load(from, 32), weight));
      s3 = f32x4.add(s3, f32x4.mul(v128.load(from, 48), weight));
      s4 = f32x4.add(s4, f32x4.mul(v128.load(from, 64), weight));
      s5 = f32x4.add(s5, f32x4.mul(v128.load(from, 80), weight));
      s6 = f32x4.add(s6, f32x4.mul(v128.load(from, 96), weight));
      s7 = f32x4.add(s7, f32x4.mul(v128.load(from, 112), weight));
    }
    if (residual !== 0) {
      s0 = f32x4.add(s0, v128.load(residual));
      s1 = f32x4.add(s1, v128.load(residual, 16));
      s2 = f32x4.add(s2, v128.load(residual, 32));
      s3 = f32x4.add(s3, v128.load(residual, 48));
      s4 = f32x4.add(s4, v128.load(residual, 64));
      s5 = f32x4.add(s5, v128.load(residual, 80));
      s6 = f32x4.add(s6, v128.load(residual, 96));
      s7 = f32x4.add(s7, v128.load(residual, 112));
      residual += step;
    }
    v128.store(output, f32x4.max(s0, least));
    v128.store(output, f32x4.max(s1, least), 16);
    v128.store(output, f32x4.max(s2, least), 32);
    v128.store(output, f32x4.max(s3, least), 48);
    v128.store(output, f32x4.max(s4, least), 64);
    v128.store(output, f32x4.max(s5, least), 80);
    v128.store(output, f32x4.max(s6, least), 96);
    v128.store(output, f32x4.max(s7, least), 112);
    output += step;
  }
}

function columns16(
  input: usize,
  output: usize,
  residual: usize,
  weights: usize,
  outputs: i32,
  step: usize,
  least: v128,
): void {
  for (let i = 0; i < outputs; i++) {
    let s0 = v128.load32_splat(weights);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    const end = weights + 8 + ((<usize>load<i32>(weights, 4)) << 3);
    for (weights += 8; weights < end; weights += 8) {
      const from = input + <usize>load<i32>(weights) * step;
      const weight = v128.load32_splat(weights, 4);
      s0 = f32x4.add(s0, f32x4.mul(v128.load(from), weight));
      s1 = f32x4.add(s1, f32x4.mul(v128.load(from, 16), weight));
      s2 = f32x4.add(s2, f32x4.mul(v128.load(from, 32), weight));
      s3 = f32x4.add(s3, f32x4.mul(v128.load(from, 48), weight));
    }
    if (residual !== 0) {
      s0 = f32x4.add(s0, v128.load(residual));
      s1 = f32x4.add(s1, v128.load(residual, 16));
      s2 = f32x4.add(s2, v128.load(residual, 32));
      s3 = f32x4.add(s3, v128.load(residual, 48));
      residual += step;
    }
    v128.store(output, f32x4.max(s0, least));
    v128.store(output, f32x4.max(s1, least), 16);
    v128.store(output, f32x4.max(s2, least), 32);
    v128.store(output, f32x4.max(s3, least), 48);
    output += step;
  }
}

/**
 * Adds planes enlarged twofold, interpolated between the four nearest values ("half-pixel centres"), to others.
 * @param width of an input plane, in values; likewise `height`.
 */
export function addEnlarged(
  input: usize,
  output: usize,
  channels: i32,
  width: i32,
  height: i32,
  inputStep: usize,
  outputStep: usize,
): void {
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height * 2; y++) {
      const near = y >> 1;
      const far = max(0, min(height - 1, near + ((y & 1) << 1) - 1));
      const nearRow = input + ((<usize>(near * width)) << 2);
      const farRow = input + ((<usize>(far * width)) << 2);
      let to = output + ((<usize>(y * width)) << 3);
      let left = blend(nearRow, farRow);
      let here = left;
      for (let x = 0; x < width; x++) {
        const offset = (<usize>min(x + 1, width - 1)) << 2;
        const right = blend(nearRow + offset, farRow + offset);
        store<f32>(to, load<f32>(to) + here * <f32>0.75 + left * <f32>0.25);
        store<f32>(to, load<f32>(to, 4) + here * <f32>0.75 + right * <f32>0.25, 4);
        left = here;
        here = right;
        to += 8;
      }
    }
    input += inputStep;
    output += outputStep;
  }
}

function blend(near: usize, far: usize): f32 {
  return load<f32>(near) * <f32>0.75 + load<f32>(far) * <f32>0.25;
}
