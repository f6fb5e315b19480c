import { ALIGNMENT, aligned, Room } from "./wasm-memory.ts";

/** The way down, level by level: channels, those in the middle of a block, blocks, and channels of what is kept for the way up. */
export const DOWN = [
  { width: 32, middle: 8, blocks: 2, leave: 0 },
  { width: 64, middle: 16, blocks: 2, leave: 48 },
  { width: 128, middle: 32, blocks: 2, leave: 64 },
  { width: 192, middle: 48, blocks: 2, leave: 96 },
  { width: 384, middle: 96, blocks: 3, leave: 96 },
] as const;

/** Bytes of values that are worked on at a time: they stay in the processor's first cache, of 32 kB or more. */
const AT_ONCE = 24576;
/** Values beyond a plane that its kernels may write. */
const BEYOND = 15;
/** Columns that are multiplied at once, of planes as of rows. */
const COLUMNS = 32;

/** A level's planes: each is half as wide and high as the one's above it, the first half of the input's. */
export interface Level {
  readonly width: number;
  readonly height: number;
  /** Bytes from one plane to the next. */
  readonly step: number;
}

/** Where everything is for inputs of one size, as bytes of the memory. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly levels: readonly Level[];
  readonly zeros: number;
  readonly input: number;
  /** What each level keeps for the way up. */
  readonly kept: readonly number[];
  /** Three of them, each with room for every layer. */
  readonly buffers: readonly number[];
  /** Room for what goes between the two convolutions of a pair, some rows of it. */
  readonly between: number;
}

/** @param start what lies before in the memory is left alone. */
export function layOut(memory: WebAssembly.Memory, start: number, width: number, height: number): Layout {
  const levels = DOWN.map((_, i): Level => {
    const size = { width: width >> (i + 1), height: height >> (i + 1) };
    return { ...size, step: planeStep(size.width * size.height) };
  });
  const room = new Room(memory, start);
  const reserve = (values: number) => room.reserve(4 * values);
  const layout = {
    width,
    height,
    levels,
    zeros: reserve(width + 4),
    input: reserve(width * height),
    kept: DOWN.slice(0, -1).map(({ leave }, i) => reserve((leave * (levels[i]?.step ?? 0)) / 4)),
    buffers: [0, 1, 2].map(() => reserve(Math.max(...levels.map(({ step }, i) => ((DOWN[i]?.width ?? 0) * step) / 4)))),
    between: room.reserve(
      AT_ONCE + Math.max(...levels.map(({ width }, i) => (DOWN[i]?.width ?? 0) * planeStep(17 * width + 32))),
    ),
  };
  new Float32Array(memory.buffer, layout.zeros, width + 4).fill(0);
  return layout;
}

/** Bytes from one plane to the next: an odd number of cache lines, as planes a power of two apart would all compete for the same few. */
export function planeStep(values: number): number {
  const step = aligned(4 * (values + BEYOND));
  return (step / ALIGNMENT) % 2 === 0 ? step + ALIGNMENT : step;
}

/**
 * Rows of all channels that are worked on at a time: an even number, since they are made in pairs, and a whole number of sixteen values:
 * what is written beyond the last would else be what the next rows are added to.
 */
export function rowsAtOnce(width: number, height: number, channels: number): number {
  let unit = 2;
  while ((unit * width) % (BEYOND + 1) !== 0) unit *= 2;
  const rows = unit * Math.max(1, Math.floor(AT_ONCE / (4 * width * channels * unit)));
  return Math.min(rows, height + (height % 2));
}

/** Values of each channel that are worked on at a time. */
export function columnsAtOnce(channels: number): number {
  return COLUMNS * Math.max(1, Math.floor(AT_ONCE / (4 * channels * COLUMNS)));
}
