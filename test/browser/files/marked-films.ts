// Films whose pictures tell which of them they are, and how they stand; and what is seen in their frames.

import { BufferTarget, CanvasSource, Mp4OutputFormat, Output, type Rotation, WebMOutputFormat } from "mediabunny";
import { type Frame, openMediaFile } from "../../../src/files/media-file.ts";

const WIDTH = 480;
const HEIGHT = 360;
const FRAMES_PER_SECOND = 10;
/** The grey level of the digit 0, and from one digit to the next: no codec blurs a plain grey by half as much. */
const [ZERO, STEP] = [30, 20];
/** Of a bright corner, and of the rest. */
const [BRIGHT, DARK] = [230, 30];

const CORNERS = {
  "top left": [0, 0],
  "top right": [1, 0],
  "bottom left": [0, 1],
  "bottom right": [1, 1],
} as const;

interface Plan {
  readonly container: "mp4" | "webm";
  readonly frames: number;
  /** Clockwise, in degrees: how a player is to turn it. */
  readonly rotation?: Rotation;
  readonly draw: (context: CanvasRenderingContext2D, frame: number) => void;
}

async function film({ container, frames, rotation = 0, draw }: Plan): Promise<Blob> {
  const target = new BufferTarget();
  const format = container === "mp4" ? new Mp4OutputFormat() : new WebMOutputFormat();
  const output = new Output({ format, target });
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext("2d");
  if (!context) throw new Error("No canvas to be had.");
  const codec = container === "mp4" ? "avc" : "vp8";
  const source = new CanvasSource(canvas, { codec, bitrate: 1e6, keyFrameInterval: 1 });
  output.addVideoTrack(source, { rotation });
  await output.start();
  for (let frame = 0; frame < frames; frame++) {
    draw(context, frame);
    await source.add(frame / FRAMES_PER_SECOND, 1 / FRAMES_PER_SECOND);
  }
  await output.finalize();
  return new Blob([target.buffer ?? new ArrayBuffer(0)]);
}

/** Up to a hundred frames, ten a second: the left half's grey is the number's first digit, the right half's the second. */
export function makeNumberedFilm(container: "mp4" | "webm", frames: number): Promise<Blob> {
  return film({
    container,
    frames,
    draw: (context, frame) => {
      for (const [half, digit] of [Math.floor(frame / 10), frame % 10].entries()) {
        context.fillStyle = grey(ZERO + STEP * digit);
        context.fillRect((half * WIDTH) / 2, 0, WIDTH / 2, HEIGHT);
      }
    },
  });
}

/** A second of a dark picture whose top left corner, as it is stored, is bright. */
export function makeCorneredFilm(rotation: Rotation): Promise<Blob> {
  return film({
    container: "mp4",
    frames: FRAMES_PER_SECOND,
    rotation,
    draw: (context) => {
      context.fillStyle = grey(DARK);
      context.fillRect(0, 0, WIDTH, HEIGHT);
      context.fillStyle = grey(BRIGHT);
      context.fillRect(0, 0, WIDTH / 4, HEIGHT / 4);
    },
  });
}

/** The times and numbers of the frames that going through a numbered film gives. */
export async function numbersEvery(file: Blob, everyMs: number) {
  const media = await openMediaFile(file, "a film");
  const seen: { readonly timeMs: number; readonly number: number }[] = [];
  for await (const frame of media.frames(everyMs)) seen.push({ timeMs: frame.timeMs, number: numberOf(frame) });
  media.close();
  return seen;
}

/** The numbers of the frames of a numbered film that are shown at these moments, each asked for by itself. */
export async function numbersAt(file: Blob, timesMs: readonly number[]): Promise<number[]> {
  const media = await openMediaFile(file, "a film");
  const numbers: number[] = [];
  for (const timeMs of timesMs) numbers.push(numberOf(await media.frameAt(timeMs)));
  media.close();
  return numbers;
}

/** Which corners are bright: in the first frame of a run, and in one that is asked for by itself. */
export async function brightCorners(file: Blob): Promise<string[][]> {
  const media = await openMediaFile(file, "a film");
  const seen: string[][] = [];
  for await (const frame of media.frames(1000)) seen.push(cornersOf(frame));
  seen.push(cornersOf(await media.frameAt(500)));
  media.close();
  return seen;
}

function numberOf({ image }: Frame): number {
  const [tens = 0, ones = 0] = [0.25, 0.75].map((x) => Math.round((levelAt(image, x, 0.5) - ZERO) / STEP));
  image.close();
  return 10 * tens + ones;
}

function cornersOf({ image }: Frame): string[] {
  // An eighth of the sides from each corner.
  const isBright = (x: number, y: number) => levelAt(image, (1 + 6 * x) / 8, (1 + 6 * y) / 8) > (BRIGHT + DARK) / 2;
  const bright = Object.entries(CORNERS).filter(([, [x, y]]) => isBright(x, y));
  image.close();
  return bright.map(([name]) => name);
}

/** The mean level of a few pixels around a place of a grey picture, 0 … 1 of its sides. */
function levelAt(image: Frame["image"], x: number, y: number): number {
  const [width, height] =
    "displayWidth" in image ? [image.displayWidth, image.displayHeight] : [image.width, image.height];
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (!context) throw new Error("No canvas to be had.");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(Math.round(x * width) - 4, Math.round(y * height) - 4, 8, 8);
  const levels = data.filter((_, i) => i % 4 === 0);
  return levels.reduce((sum, level) => sum + level, 0) / levels.length;
}

function grey(level: number): string {
  return `rgb(${level} ${level} ${level})`;
}
