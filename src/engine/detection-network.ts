import { columnsAtOnce, DOWN, type Layout, type Level, layOut, planeStep, rowsAtOnce } from "./detection-layout.ts";
import { type Block, type Depthwise, type Pointwise, type Separable, WeightsReader } from "./detection-weights.ts";
import { EngineError } from "./errors.ts";
import type { Face } from "./face.ts";

/**
 * The network of MediaPipe's full-range face detector ("sparse"), which finds faces about 6 to 120 pixels wide. It is made of
 * convolutions alone, so its input may have any size that is a multiple of this, in pixels …
 */
export const INPUT_STEP = 32;
/** … and at least this. */
export const LEAST_INPUT = 128;

/** Input pixels from one place where a face may be to the next. */
const STRIDE = 4;
/**
 * Numbers for each place: the box's centre and size, then the right and left eye, nose, mouth and ears; all but the size relative to
 * the place.
 */
const NUMBERS = 16;

/** The way up, from the last level but one; what leaves goes to the next. */
const UP = [
  { width: 96, middle: 48, blocks: 2, leave: 64 },
  { width: 64, middle: 32, blocks: 2, leave: 48 },
  { width: 48, middle: 24, blocks: 1, leave: 0 },
] as const;

/** A face, and how sure the network is of it. */
export interface Found {
  readonly face: Face;
  /** 0 … 1. */
  readonly score: number;
}

/** What `kernels/detection.ts` is compiled to; what the numbers are is told there. */
interface Kernels {
  readonly memory: WebAssembly.Memory;
  readonly separable: (...numbers: number[]) => void;
  readonly depthwise: (...numbers: number[]) => void;
  readonly pointwise: (...numbers: number[]) => void;
  readonly addEnlarged: (...numbers: number[]) => void;
}

/** What is done at one level: from the level above (only on the way down), there, and for where it goes next. */
interface Stage {
  readonly enter: Block | null;
  readonly blocks: readonly Block[];
  readonly leave: Pointwise | null;
}

/** Across channels at the first level but one, then of each by itself at the second. */
type Head = readonly [Pointwise, Depthwise];

/** The detector's network with its weights, in WebAssembly memory of its own. */
export class DetectionNetwork {
  readonly #kernels: Kernels;
  readonly #stem: Separable;
  readonly #down: readonly Stage[];
  readonly #up: readonly Stage[];
  readonly #scores: Head;
  readonly #places: Head;
  readonly #weightsEnd: number;
  #layout: Layout | null = null;

  /**
   * Throws an {@link EngineError} for weights that are not what they should be.
   * @param weights as `scripts/detector-weights.mjs` writes them.
   */
  static async create(kernels: WebAssembly.Module, weights: ArrayBuffer): Promise<DetectionNetwork> {
    const { exports } = await WebAssembly.instantiate(kernels);
    return new DetectionNetwork(exports as unknown as Kernels, weights);
  }

  private constructor(kernels: Kernels, weights: ArrayBuffer) {
    this.#kernels = kernels;
    const reader = new WeightsReader(weights, kernels.memory);
    const stage = ({ width, middle, blocks, leave }: (typeof DOWN | typeof UP)[number], above: number): Stage => ({
      enter: above > 0 ? reader.block(above, middle, width) : null,
      blocks: Array.from({ length: blocks }, () => reader.block(width, middle, width)),
      leave: leave > 0 ? reader.pointwise(width, leave) : null,
    });
    this.#stem = reader.stem(DOWN[0].width);
    this.#down = DOWN.map((part, level) => stage(part, DOWN[level - 1]?.width ?? 0));
    this.#up = UP.map((part) => stage(part, 0));
    const head = (numbers: number): Head => [reader.pointwise(UP[2].width, numbers), reader.depthwise(numbers)];
    this.#scores = head(4);
    this.#places = head(4 * NUMBERS);
    this.#weightsEnd = reader.end;
    if (reader.left !== 0)
      throw new EngineError("model-corrupt", "The face detector's file is damaged. Install Countenance again.");
  }

  /** The input, to be filled: row by row, −1 black … 1 white. Its sides are multiples of {@link INPUT_STEP}. */
  input(width: number, height: number): Float32Array {
    const { memory } = this.#kernels;
    if (this.#layout?.width !== width || this.#layout.height !== height) {
      this.#layout = layOut(memory, this.#weightsEnd, width, height);
    }
    return new Float32Array(memory.buffer, this.#layout.input, width * height);
  }

  /** What each place of the input sees that scores at least so much, 0 … 1, in the input's pixels: several see the same face. */
  run(leastScore: number): readonly Found[] {
    const layout = this.#layout;
    if (!layout) return [];
    const { input, kept, buffers, levels } = layout;
    let [x = 0] = buffers;
    const other = () => buffers.find((buffer) => buffer !== x) ?? 0;
    this.#separable(layout, this.#stem, input, x, 0, { stride: 2, inputStep: 0 });
    this.#down.forEach(({ enter, blocks, leave }, level) => {
      if (enter) x = this.#block(layout, enter, x, level, 2);
      for (const block of blocks) x = this.#block(layout, block, x, level, 1);
      if (!leave) return;
      const to = kept[level] ?? other();
      this.#pointwise(layout, leave, x, to, level, true);
      if (level === DOWN.length - 1) x = to;
    });
    this.#up.forEach(({ blocks, leave }, i) => {
      const level = DOWN.length - 2 - i;
      const [from, to] = [levels[level + 1] as Level, kept[level] ?? 0];
      const { width } = UP[i] as (typeof UP)[number];
      this.#kernels.addEnlarged(x, to, width, from.width, from.height, from.step, (levels[level] as Level).step);
      x = to;
      for (const block of blocks) x = this.#block(layout, block, x, level, 1);
      if (!leave) return;
      const next = other();
      this.#pointwise(layout, leave, x, next, level, true);
      x = next;
    });
    return this.#candidates(layout, x, Math.log(leastScore / (1 - leastScore)));
  }

  /** Runs a block; returns where its result is. Of stride 1 it adds what it was given. */
  #block(layout: Layout, [narrow, wide]: Block, x: number, level: number, stride: 1 | 2): number {
    const [a = 0, b = 0] = layout.buffers.filter((buffer) => buffer !== x);
    const inputStep = layout.levels[level + 1 - stride]?.step ?? 0;
    const to = stride === 1 ? x : b;
    this.#separable(layout, narrow, x, a, level, { stride, inputStep });
    this.#separable(layout, wide, a, to, level, { add: stride === 1 });
    return to;
  }

  /** @param level of the result. */
  #separable(
    { levels, between, zeros }: Layout,
    { depthwise, pointwise }: Separable,
    from: number,
    to: number,
    level: number,
    { stride = 1, inputStep, add = false }: { stride?: 1 | 2; inputStep?: number; add?: boolean },
  ): void {
    const { width, height, step } = levels[level] as Level;
    const rows = rowsAtOnce(width, height, depthwise.channels);
    this.#kernels.separable(
      from,
      to,
      between,
      depthwise.weights,
      pointwise.weights,
      zeros,
      depthwise.channels,
      pointwise.outputs,
      width,
      height,
      stride,
      rows,
      inputStep ?? step,
      planeStep(width * (rows + 1)),
      step,
      add ? 1 : 0,
    );
  }

  #pointwise(
    { levels }: Layout,
    { weights, inputs, outputs }: Pointwise,
    from: number,
    to: number,
    level: number,
    rectify: boolean,
  ): void {
    const { width, height, step } = levels[level] as Level;
    const columns = columnsAtOnce(inputs);
    this.#kernels.pointwise(from, to, weights, outputs, width * height, columns, step, rectify ? 1 : 0);
  }

  #candidates(layout: Layout, x: number, leastLogit: number): readonly Found[] {
    const { width, height, step } = layout.levels[2] as Level;
    const [mixed = 0, result = 0] = layout.buffers.filter((buffer) => buffer !== x);
    const head = ([mix, reduce]: Head) => {
      this.#pointwise(layout, mix, x, mixed, 1, false);
      const inputStep = layout.levels[1]?.step ?? 0;
      const { weights, channels } = reduce;
      this.#kernels.depthwise(mixed, result, weights, layout.zeros, channels, width, height, 2, inputStep, step);
      return new Float32Array(this.#kernels.memory.buffer, result, (channels * step) / 4);
    };
    const found: { cell: number; quarter: number; score: number }[] = [];
    const logits = head(this.#scores);
    for (let quarter = 0; quarter < 4; quarter++) {
      for (let cell = 0; cell < width * height; cell++) {
        const logit = logits[(quarter * step) / 4 + cell] ?? 0;
        if (logit >= leastLogit) found.push({ cell, quarter, score: 1 / (1 + Math.exp(-logit)) });
      }
    }
    if (found.length === 0) return [];
    const numbers = head(this.#places);
    return found.map(({ cell, quarter, score }) => {
      // "Depth to space": each cell's four quarters are places of their own.
      const number = (i: number) => numbers[((quarter * NUMBERS + i) * step) / 4 + cell] ?? 0;
      const x = ((cell % width) * 2 + (quarter % 2) + 0.5) * STRIDE;
      const y = (Math.floor(cell / width) * 2 + Math.floor(quarter / 2) + 0.5) * STRIDE;
      const point = (i: number) => ({ x: x + number(i), y: y + number(i + 1) });
      const size = { width: number(2), height: number(3) };
      const corner = { x: point(0).x - size.width / 2, y: point(0).y - size.height / 2 };
      const points = { rightEye: point(4), leftEye: point(6), nose: point(8), mouth: point(10) };
      return { score, face: { box: { ...corner, ...size }, points } };
    });
  }
}
