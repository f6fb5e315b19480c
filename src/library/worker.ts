// The Worker the library's engine runs in, so that no page ever waits for it.

import { type Analyzer, createAnalyzer } from "../engine/analyzer.ts";
import { compileAsset } from "../engine/assets.ts";
import { EngineError } from "../engine/errors.ts";
import type { Reading } from "../engine/reading.ts";
import { GreyReader } from "./grey-reader.ts";
import { FILM_SIDE, PICTURE_SIDE } from "./picture.ts";
import type { Failure, FromWorker, ToWorker } from "./worker-messages.ts";

let analyzer: Analyzer | undefined;
let reader: GreyReader | undefined;

self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "load") void load(data);
  else if (data.type === "analyze") void analyze(data);
  else analyzer?.forget(data.source);
});

async function load({ assets, backend }: Extract<ToWorker, { type: "load" }>): Promise<void> {
  try {
    [analyzer, reader] = await Promise.all([
      createAnalyzer({
        assets,
        backend,
        onProgress: (progress) => send({ type: "progress", progress }),
        onBackendChange: (backend) => send({ type: "backend", backend }),
      }),
      compileAsset(assets, "picture.wasm").then(GreyReader.create),
    ]);
    const { backend: chosen, modelVersion } = analyzer;
    send({ type: "ready", backend: chosen, modelVersion });
  } catch (error) {
    send({ type: "failed", failure: failure(error) });
  }
}

async function analyze(message: Extract<ToWorker, { type: "analyze" }>): Promise<void> {
  const { request, picture, size, source, timeMs, thorough } = message;
  try {
    if (!analyzer || !reader) throw new EngineError("closed", "Reading has not begun.");
    // All pictures of a source are of one size: a face is followed from one to the next.
    const image = await reader.read(picture, source === null && thorough ? PICTURE_SIDE : FILM_SIDE);
    const readings = await analyzer.analyze(image, { source, timeMs, thorough });
    const [scaleX, scaleY] = [size.width / image.width, size.height / image.height];
    send({ type: "readings", request, readings: readings.map((reading) => scaled(reading, scaleX, scaleY)) });
  } catch (error) {
    send({ type: "rejected", request, failure: failure(error) });
  }
}

/** The reading with its box in the picture's own pixels. */
function scaled(reading: Reading, scaleX: number, scaleY: number): Reading {
  const { x, y, width, height } = reading.box;
  return { ...reading, box: { x: x * scaleX, y: y * scaleY, width: width * scaleX, height: height * scaleY } };
}

function failure(error: unknown): Failure {
  const cause = error instanceof Error && error.cause ? String(error.cause) : "";
  if (error instanceof EngineError) return { code: error.code, message: error.message, cause };
  return { code: "worker-failed", message: `The engine failed: ${error}`, cause };
}

function send(message: FromWorker): void {
  self.postMessage(message);
}
