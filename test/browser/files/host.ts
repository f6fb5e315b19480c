// Opening and reading files, with films made on the spot: each face of a list is shown for a while.

import {
  AudioBufferSource,
  BufferTarget,
  CanvasSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
} from "mediabunny";
import { openMediaFile } from "../../../src/files/media-file.ts";
import { MediaFileError } from "../../../src/files/media-file-error.ts";
import { readMediaFile } from "../../../src/files/read-media-file.ts";
import { createAnalyzer } from "../../../src/library/analyzer.ts";
import { crc32 } from "../crc32.ts";
import { makeLiveFilm } from "./live-film.ts";
import { brightCorners, makeCorneredFilm, makeNumberedFilm, numbersAt, numbersEvery } from "./marked-films.ts";

const WIDTH = 480;
const HEIGHT = 360;
const FRAMES_PER_SECOND = 10;

export interface FilmPlan {
  readonly container: "mp4" | "webm";
  readonly faces: readonly string[];
  readonly secondsEach: number;
  /** What its clock shows at its beginning, in seconds. */
  readonly beginsAt?: number;
  /** So many seconds of silence beside it. */
  readonly soundFor?: number;
}

/** A film of the faces, one after the other, on grey. */
async function makeFilm(plan: FilmPlan): Promise<Blob> {
  const { container, faces, secondsEach, beginsAt = 0, soundFor = 0 } = plan;
  const target = new BufferTarget();
  const format = container === "mp4" ? new Mp4OutputFormat() : new WebMOutputFormat();
  const output = new Output({ format, target });
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const codec = container === "mp4" ? "avc" : "vp8";
  const source = new CanvasSource(canvas, { codec, bitrate: 1e6, keyFrameInterval: 1 });
  output.addVideoTrack(source);
  const sound = new AudioBufferSource({ codec: "opus", bitrate: 64_000 });
  if (soundFor > 0) output.addAudioTrack(sound);
  await output.start();
  if (soundFor > 0) await sound.add(new AudioBuffer({ length: soundFor * 48_000, sampleRate: 48_000 }));
  for (const [i, url] of faces.entries()) {
    await drawFace(canvas, url);
    for (let frame = 0; frame < secondsEach * FRAMES_PER_SECOND; frame++) {
      await source.add(beginsAt + i * secondsEach + frame / FRAMES_PER_SECOND, 1 / FRAMES_PER_SECOND);
    }
  }
  await output.finalize();
  return new Blob([target.buffer ?? new ArrayBuffer(0)]);
}

/** A film of a face for two seconds, its picture twice as wide in the second one, as recordings of calls and windows have it. */
async function makeWideningFilm(url: string): Promise<Blob> {
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new EncodedVideoPacketSource("vp8");
  output.addVideoTrack(source);
  await output.start();
  for (const [second, width] of [WIDTH, 2 * WIDTH].entries()) {
    const canvas = Object.assign(document.createElement("canvas"), { width, height: HEIGHT });
    await drawFace(canvas, url);
    // An encoder gives all pictures the size of the first.
    const encoder = new VideoEncoder({
      output: (chunk, meta) => void source.add(EncodedPacket.fromEncodedChunk(chunk), meta),
      error: reportError,
    });
    encoder.configure({ codec: "vp8", width, height: HEIGHT, bitrate: 1e6 });
    for (let i = 0; i < FRAMES_PER_SECOND; i++) {
      const timestamp = 1e6 * (second + i / FRAMES_PER_SECOND);
      const frame = new VideoFrame(canvas, { timestamp, duration: 1e6 / FRAMES_PER_SECOND });
      encoder.encode(frame, { keyFrame: i === 0 });
      frame.close();
    }
    await encoder.flush();
    encoder.close();
  }
  await output.finalize();
  return new Blob([target.buffer ?? new ArrayBuffer(0)]);
}

/** A picture of a face on grey, in any type a canvas can write. */
async function makePicture(url: string, type: string): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  await drawFace(canvas, url);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? new Blob()), type));
}

interface Exif {
  readonly orientation?: number;
  /** The size at which it is to be shown, where that is what the resolution, in dots per inch, makes of it. */
  readonly width?: number;
  readonly height?: number;
  readonly resolution?: number;
}

/** A JPEG as {@link makePicture} makes it, with EXIF. */
async function makeExifJpeg(url: string, exif: Exif): Promise<Blob> {
  return withExif(new Uint8Array(await (await makePicture(url, "image/jpeg")).arrayBuffer()), exif);
}

function withExif(jpeg: Uint8Array<ArrayBuffer>, exif: Exif): Blob {
  const { orientation = 1, width = 0, height = 0, resolution = 72 } = exif;
  const bytes16 = (value: number) => bytes32(value).slice(2);
  const short = (tag: number, value: number) => [...bytes16(tag), 0, 3, ...bytes32(1), ...bytes16(value), 0, 0];
  const long = (tag: number, type: number, value: number) => [
    ...[...bytes16(tag), 0, type],
    ...[...bytes32(1), ...bytes32(value)],
  ];
  // Two directories, of five and of two entries of twelve bytes, and a fraction for both resolutions.
  const inner = 8 + 2 + 5 * 12 + 4;
  const fraction = inner + 2 + 2 * 12 + 4;
  const body = [
    ...[...[..."Exif\0\0MM"].map((letter) => letter.charCodeAt(0)), 0, 42, ...bytes32(8)],
    ...[0, 5, ...short(0x112, orientation), ...long(0x11a, 5, fraction), ...long(0x11b, 5, fraction)],
    ...[...short(0x128, 2), ...long(0x8769, 4, inner), ...bytes32(0)],
    ...[0, 2, ...long(0xa002, 4, width), ...long(0xa003, 4, height), ...bytes32(0)],
    ...[...bytes32(resolution), ...bytes32(1)],
  ];
  const segment = new Uint8Array([0xff, 0xe1, ...bytes16(body.length + 2), ...body]);
  return new Blob([jpeg.slice(0, 2), segment, jpeg.slice(2)]);
}

/** A JPEG whose header tells of more pixels than it has data for, and of half as many each way to show. */
async function makeHugeJpeg(width: number, height: number): Promise<Blob> {
  const jpeg = new Uint8Array(await (await makePicture("/faces/happiness-a.png", "image/jpeg")).arrayBuffer());
  const frame = jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === 0xc0);
  jpeg.set([...bytes32(height).slice(2), ...bytes32(width).slice(2)], frame + 5);
  return withExif(jpeg, { width: width / 2, height: height / 2, resolution: 144 });
}

/** A GIF of so many frames, 2×2 pixels, black and white in turns. Each is shown for so many hundredths of a second. */
function makeGif(frames: number, hundredths = 20): Blob {
  const header = [
    ...[..."GIF89a"].map((letter) => letter.charCodeAt(0)),
    2,
    0,
    2,
    0,
    0x80,
    0,
    0,
    0,
    0,
    0,
    255,
    255,
    255,
  ];
  const frame = (level: number) => [
    // Graphic control.
    ...[0x21, 0xf9, 4, 0, hundredths, 0, 0, 0],
    ...[0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0],
    // LZW of four equal pixels with 2-bit codes.
    ...(level === 0 ? [2, 2, 0x84, 0x51, 0] : [2, 2, 0x8c, 0x53, 0]),
  ];
  return new Blob([
    new Uint8Array([...header, ...Array.from({ length: frames }, (_, i) => frame(i % 2)).flat(), 0x3b]),
  ]);
}

/** A PNG whose header tells of more pixels than it has data for. */
function makeHugePng(width: number, height: number): Blob {
  const chunk = (type: string, data: number[]) => {
    const body = [...[...type].map((letter) => letter.charCodeAt(0)), ...data];
    return [...bytes32(data.length), ...body, ...bytes32(crc32(body))];
  };
  const header = chunk("IHDR", [...bytes32(width), ...bytes32(height), 8, 2, 0, 0, 0]);
  const data = chunk("IDAT", [0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]);
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return new Blob([new Uint8Array([...signature, ...header, ...data, ...chunk("IEND", [])])]);
}

function bytes32(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}

/** A film without a picture. */
async function makeSound(): Promise<Blob> {
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new AudioBufferSource({ codec: "opus", bitrate: 64_000 });
  output.addAudioTrack(source);
  await output.start();
  await source.add(new AudioBuffer({ length: 48_000, sampleRate: 48_000 }));
  await output.finalize();
  return new Blob([target.buffer ?? new ArrayBuffer(0)]);
}

/** What a browser's own recorder makes of a canvas. */
async function record(): Promise<Blob> {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm;codecs=vp8" });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => {
    if (parts.push(data) === 12) recorder.stop();
  };
  const stopped = new Promise((resolve) => {
    recorder.onstop = resolve;
  });
  // A part comes with a picture, and no sooner than so many ms after the one before.
  recorder.start(100);
  const timer = setInterval(() => {
    if (context) context.fillStyle = `hsl(${Math.random() * 360} 50% 50%)`;
    context?.fillRect(0, 0, canvas.width, canvas.height);
  }, 50);
  await stopped;
  clearInterval(timer);
  return new Blob(parts);
}

async function drawFace(canvas: HTMLCanvasElement, url: string): Promise<void> {
  const context = canvas.getContext("2d");
  const face = await createImageBitmap(await (await fetch(url)).blob());
  if (!context) throw new Error("No canvas to be had.");
  context.fillStyle = "#6c6c6c";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(face, (canvas.width - 200) / 2, (canvas.height - 200) / 2, 200, 200);
  face.close();
}

/** What a debugger's port can carry of opening a file and going through its frames. */
async function look(file: Blob, everyMs: number) {
  const times: number[] = [];
  const sizes = new Set<string>();
  let shape = null;
  try {
    const media = await openMediaFile(file, "a file");
    const { kind, width, height, durationMs, offsetMs } = media;
    shape = { kind, width, height, durationMs, offsetMs };
    try {
      for await (const { image, timeMs } of media.frames(everyMs)) {
        times.push(timeMs);
        sizes.add(
          "displayWidth" in image ? `${image.displayWidth}×${image.displayHeight}` : `${image.width}×${image.height}`,
        );
        image.close();
      }
    } finally {
      media.close();
    }
    return { shape, times, sizes: [...sizes], code: null, message: "" };
  } catch (error) {
    const code = error instanceof MediaFileError ? error.code : "another";
    return { shape, times, sizes: [...sizes], code, message: String(error) };
  }
}

/** The readings of a file, with the engine at /assets. */
async function read(file: Blob, everyMs: number) {
  const analyzer = await createAnalyzer({ assets: "/assets", backend: "wasm" });
  const media = await openMediaFile(file, "a file");
  const frames = [];
  for await (const frame of readMediaFile(media, analyzer, { everyMs })) frames.push(frame);
  media.close();
  analyzer.close();
  return frames;
}

const host = {
  brightCorners,
  fetchFile: async (url: string) => (await fetch(url)).blob(),
  look,
  makeCorneredFilm,
  makeExifJpeg,
  makeFilm,
  makeGif,
  makeHugeJpeg,
  makeHugePng,
  makeLiveFilm,
  makeNumberedFilm,
  makePicture,
  makeSound,
  makeWideningFilm,
  numbersAt,
  numbersEvery,
  read,
  record,
  openMediaFile,
};

export type FilesHost = typeof host;
Object.assign(globalThis, { files: host });
