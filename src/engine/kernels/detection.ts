// The face detector's arithmetic in AssemblyScript, compiled to WebAssembly with SIMD when the product is built.
//
// A layer's values lie channel by channel ("planes"), row by row, as float32. Pointers and distances are in bytes. Vectors of
// four values that would reach beyond a row begin earlier instead, and write some values twice: a row has at least four.

import { depthwiseRows } from "./depthwise";
import { pointwiseOf } from "./pointwise";

/**
 * 3×3 convolution of each channel by itself, zeros around it, then a 1×1 convolution with sparse weights.
 * @param between room for what goes from the one to the other: of each input so many rows, one more and 15 values.
 * @param depthwiseWeights nine and a bias, of each input.
 * @param pointwiseWeights as `pointwise` wants them.
 * @param zeros a row of them, as long as the input's and four more.
 * @param width of the result, in values; likewise `height`.
 * @param stride 1 or 2: of 2, the result is half as wide and high.
 * @param rows that are done at a time: an even number.
 * @param inputStep from one input plane to the next; 0: all are the same.
 * @param betweenStep likewise.
 * @param outputStep likewise: at least 15 values more than a plane.
 * @param add to what the output was before.
 */
export function separable(
  input: usize,
  output: usize,
  between: usize,
  depthwiseWeights: usize,
  pointwiseWeights: usize,
  zeros: usize,
  inputs: i32,
  outputs: i32,
  width: i32,
  height: i32,
  stride: i32,
  rows: i32,
  inputStep: usize,
  betweenStep: usize,
  outputStep: usize,
  add: bool,
): void {
  for (let y = 0; y < height; y += rows) {
    const count = min(rows, height - y);
    const offset = (<usize>(y * width)) << 2;
    depthwiseRows(
      input,
      between,
      depthwiseWeights,
      zeros,
      inputs,
      width,
      height,
      y,
      count,
      stride,
      inputStep,
      betweenStep,
    );
    pointwiseOf(between, output + offset, pointwiseWeights, outputs, count * width, betweenStep, outputStep, add, true);
  }
}

/** 3×3 convolution of each channel by itself: see {@link separable}. */
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
): void {
  depthwiseRows(input, output, weights, zeros, channels, width, height, 0, height, stride, inputStep, outputStep);
}

/**
 * 1×1 convolution with sparse weights.
 * @param weights of each output the bias and how many inputs count; then the number and the weight of each of these.
 * @param size of a plane, in values.
 * @param columns values of each plane that are done at a time: a multiple of 32.
 * @param step from a plane to the next: at least 15 values more.
 */
export function pointwise(
  input: usize,
  output: usize,
  weights: usize,
  outputs: i32,
  size: i32,
  columns: i32,
  step: usize,
  rectify: bool,
): void {
  for (let at = 0; at < size; at += columns) {
    const offset = (<usize>at) << 2;
    pointwiseOf(input + offset, output + offset, weights, outputs, min(columns, size - at), step, step, false, rectify);
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
