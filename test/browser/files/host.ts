// Opening and reading files, with films made on the spot: each face of a list is shown for a while.

import { BufferTarget, CanvasSource, Mp4OutputFormat, Output, type Rotation, WebMOutputFormat } from "mediabunny";
import { openMediaFile } from "../../../src/files/media-file.ts";
import { MediaFileError } from "../../../src/files/media-file-error.ts";
import { readMediaFile } from "../../../src/files/read-media-file.ts";
import { createAnalyzer } from "../../../src/library/analyzer.ts";

const WIDTH = 480;
const HEIGHT = 360;
const FRAMES_PER_SECOND = 10;

export interface FilmPlan {
  readonly container: "mp4" | "webm";
  readonly faces: readonly string[];
  readonly secondsEach: number;
  readonly rotation?: Rotation;
}

/** A film of the faces, one after the other, on grey. */
async function makeFilm({ container, faces, secondsEach, rotation = 0 }: FilmPlan): Promise<Blob> {
  const target = new BufferTarget();
  const format = container === "mp4" ? new Mp4OutputFormat() : new WebMOutputFormat();
  const output = new Output({ format, target });
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const codec = container === "mp4" ? "avc" : "vp8";
  const source = new CanvasSource(canvas, { codec, bitrate: 1e6, keyFrameInterval: 1 });
  output.addVideoTrack(source, { rotation });
  await output.start();
  for (const [i, url] of faces.entries()) {
    await drawFace(canvas, url);
    for (let frame = 0; frame < secondsEach * FRAMES_PER_SECOND; frame++) {
      await source.add(i * secondsEach + frame / FRAMES_PER_SECOND, 1 / FRAMES_PER_SECOND);
    }
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
    const { kind, width, height, durationMs } = media;
    shape = { kind, width, height, durationMs };
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
  fetchFile: async (url: string) => (await fetch(url)).blob(),
  look,
  makeFilm,
  makePicture,
  read,
  openMediaFile,
};

export type FilesHost = typeof host;
Object.assign(globalThis, { files: host });
