// The expression network's arithmetic in AssemblyScript, compiled to WebAssembly with SIMD when the product is built.
//
// Values lie pixel by pixel, row by row, a pixel's channels side by side ("NHWC"), as float32, with a border of zeros around the
// picture where the next convolution wants one. Pointers and distances are in bytes. Channels come in multiples of eight.
//
// 3×3 convolutions are done by Winograd's minimal filtering, F(2×2, 3×3): four results from sixteen products instead of 36
// (Lavin & Gray 2016, "Fast Algorithms for Convolutional Neural Networks"). `split` turns each tile of 4×4 values, two pixels from
// the next, into sixteen numbers; `multiply` does the sixteen products of matrices, tiles × channels; `join` turns the sixteen
// results of a tile into 2×2 pixels.

/** Tiles and output channels that are multiplied at once: as many sums as processors keep at hand. */
const ROWS: usize = 3;
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
 * The weights of a 3×3 convolution as `multiply` wants them: G g Gᵀ of each kernel g, with G = [1 0 0; ½ ½ ½; ½ −½ ½; 0 0 1].
 * @param kernel for each place under it and each input: the weights of each output.
 */
export function prepare(kernel: usize, weights: usize, inputs: i32, outputs: i32): void {
  const place = (<usize>(inputs * outputs)) << 2;
  for (let output = 0; output < outputs; output += 4) {
    // Of every eight outputs, the weights for an input lie together; two vectors of them.
    let to = weights + ((<usize>((output & ~7) * inputs)) << 2) + ((<usize>(output & 4)) << 2);
    let from = kernel + ((<usize>output) << 2);
    for (let input = 0; input < inputs; input++) {
      const a = from + 3 * place;
      const b = from + 6 * place;
      prepareRow(v128.load(from), v128.load(from + place), v128.load(from + 2 * place), to, place);
      prepareRow(
        half(v128.load(from), v128.load(a), v128.load(b), true),
        half(v128.load(from + place), v128.load(a + place), v128.load(b + place), true),
        half(v128.load(from + 2 * place), v128.load(a + 2 * place), v128.load(b + 2 * place), true),
        to + 4 * place,
        place,
      );
      prepareRow(
        half(v128.load(from), v128.load(a), v128.load(b), false),
        half(v128.load(from + place), v128.load(a + place), v128.load(b + place), false),
        half(v128.load(from + 2 * place), v128.load(a + 2 * place), v128.load(b + 2 * place), false),
        to + 8 * place,
        place,
      );
      prepareRow(v128.load(b), v128.load(b + place), v128.load(b + 2 * place), to + 12 * place, place);
      from += (<usize>outputs) << 2;
      to += COLUMNS << 2;
    }
  }
}

function prepareRow(a: v128, b: v128, c: v128, to: usize, plane: usize): void {
  v128.store(to, a);
  v128.store(to + plane, half(a, b, c, true));
  v128.store(to + 2 * plane, half(a, b, c, false));
  v128.store(to + 3 * plane, c);
}

/**
 * a × b + c. With relaxed SIMD, where the processor has it, one instruction that rounds once: the multiplications below take
 * three quarters of the time.
 */
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** (a ± b + c) ∕ 2 */
function half(a: v128, b: v128, c: v128, plus: bool): v128 {
  const sum = f32x4.add(a, c);
  return f32x4.mul(plus ? f32x4.add(sum, b) : f32x4.sub(sum, b), f32x4.splat(0.5));
}

/**
 * The sixteen numbers of each tile and channel, a plane for each number. A plane holds, for every three tiles, the three values
 * of each channel.
 * @param input the border's first value.
 * @param side tiles in a row and in a column.
 * @param row from one row of the input to the next.
 * @param plane from one plane to the next.
 */
export function split(input: usize, output: usize, side: i32, channels: i32, row: usize, plane: usize): void {
  const pixel = (<usize>channels) << 2;
  let place: usize = 0;
  for (let y = 0; y < side; y++) {
    let from = input + <usize>(2 * y) * row;
    for (let x = 0; x < side; x++) {
      for (let channel: usize = 0; channel < pixel; channel += 16) {
        splitTile(from + channel, output + channel * ROWS, row, pixel, plane);
      }
      from += 2 * pixel;
      output += 4;
      if (++place === ROWS) {
        place = 0;
        output += ROWS * (pixel - 4);
      }
    }
  }
}

/** One tile of four channels: first down the columns, then along the rows. */
function splitTile(at: usize, to: usize, row: usize, pixel: usize, plane: usize): void {
  const row1 = at + row;
  const row2 = row1 + row;
  const row3 = row2 + row;
  const a1 = v128.load(row1);
  const a2 = v128.load(row2);
  const b1 = v128.load(row1 + pixel);
  const b2 = v128.load(row2 + pixel);
  const c1 = v128.load(row1 + 2 * pixel);
  const c2 = v128.load(row2 + 2 * pixel);
  const d1 = v128.load(row1 + 3 * pixel);
  const d2 = v128.load(row2 + 3 * pixel);
  splitRow(
    f32x4.sub(v128.load(at), a2),
    f32x4.sub(v128.load(at + pixel), b2),
    f32x4.sub(v128.load(at + 2 * pixel), c2),
    f32x4.sub(v128.load(at + 3 * pixel), d2),
    to,
    plane,
  );
  splitRow(f32x4.add(a1, a2), f32x4.add(b1, b2), f32x4.add(c1, c2), f32x4.add(d1, d2), to + 4 * plane, plane);
  splitRow(f32x4.sub(a2, a1), f32x4.sub(b2, b1), f32x4.sub(c2, c1), f32x4.sub(d2, d1), to + 8 * plane, plane);
  splitRow(
    f32x4.sub(a1, v128.load(row3)),
    f32x4.sub(b1, v128.load(row3 + pixel)),
    f32x4.sub(c1, v128.load(row3 + 2 * pixel)),
    f32x4.sub(d1, v128.load(row3 + 3 * pixel)),
    to + 12 * plane,
    plane,
  );
}

function splitRow(a: v128, b: v128, c: v128, d: v128, to: usize, plane: usize): void {
  storeApart(to, f32x4.sub(a, c));
  storeApart(to + plane, f32x4.add(b, c));
  storeApart(to + 2 * plane, f32x4.sub(c, b));
  storeApart(to + 3 * plane, f32x4.sub(b, d));
}

/** Four channels' values, other tiles' between them. */
function storeApart(to: usize, values: v128): void {
  v128.store_lane<f32>(to, values, 0);
  v128.store_lane<f32>(to, values, 1, ROWS * 4);
  v128.store_lane<f32>(to, values, 2, ROWS * 8);
  v128.store_lane<f32>(to, values, 3, ROWS * 12);
}

/**
 * Sixteen products of matrices: planes of tiles × inputs, as `split` writes them, with inputs × outputs.
 * @param weights of each plane: for every eight outputs the eight weights of each input.
 * @param tiles of which the last ones may be none: they come in threes.
 */
export function multiply(
  input: usize,
  output: usize,
  weights: usize,
  tiles: i32,
  inputs: i32,
  outputs: i32,
  inputPlane: usize,
  outputPlane: usize,
): void {
  const inputRows = ((<usize>inputs) << 2) * ROWS;
  const outputRow = (<usize>outputs) << 2;
  const panel = ((<usize>inputs) << 2) * COLUMNS;
  for (let plane = 0; plane < 16; plane++) {
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
 * The pixels of each tile from its sixteen results, with bias and ReLU.
 * @param output the first pixel's first value, inside the border.
 * @param side tiles in a row and in a column.
 * @param row from one row of the output to the next.
 * @param pool the largest value of each tile's four pixels instead: max-pooling.
 */
export function join(
  input: usize,
  output: usize,
  bias: usize,
  side: i32,
  channels: i32,
  row: usize,
  plane: usize,
  pool: bool,
): void {
  const pixel = (<usize>channels) << 2;
  const across = pool ? pixel : 2 * pixel;
  const down = pool ? row : 2 * row;
  for (let y = 0; y < side; y++) {
    let to = output + <usize>y * down;
    for (let x = 0; x < side; x++) {
      for (let channel: usize = 0; channel < pixel; channel += 16) {
        joinTile(input + channel, to + channel, v128.load(bias + channel), row, pixel, plane, pool);
      }
      input += pixel;
      to += across;
    }
  }
}

function joinTile(at: usize, to: usize, bias: v128, row: usize, pixel: usize, plane: usize, pool: bool): void {
  let upperA = bias;
  let upperB = bias;
  let lowerA = bias;
  let lowerB = bias;
  for (let column = 0; column < 4; column++) {
    const first = v128.load(at);
    const second = v128.load(at + 4 * plane);
    const third = v128.load(at + 8 * plane);
    const fourth = v128.load(at + 12 * plane);
    const sum = f32x4.add(second, third);
    const difference = f32x4.sub(second, third);
    const upper = f32x4.add(first, sum);
    const lower = f32x4.sub(difference, fourth);
    if (column < 3) {
      upperA = f32x4.add(upperA, upper);
      lowerA = f32x4.add(lowerA, lower);
    }
    if (column === 1) {
      upperB = f32x4.add(upperB, upper);
      lowerB = f32x4.add(lowerB, lower);
    } else if (column > 1) {
      upperB = f32x4.sub(upperB, upper);
      lowerB = f32x4.sub(lowerB, lower);
    }
    at += plane;
  }
  const zero = f32x4.splat(0);
  if (pool) {
    v128.store(to, f32x4.max(f32x4.max(f32x4.max(upperA, upperB), f32x4.max(lowerA, lowerB)), zero));
    return;
  }
  v128.store(to, f32x4.max(upperA, zero));
  v128.store(to + pixel, f32x4.max(upperB, zero));
  v128.store(to + row, f32x4.max(lowerA, zero));
  v128.store(to + row + pixel, f32x4.max(lowerB, zero));
}
