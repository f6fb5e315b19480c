// The Worker the library's engine runs in, so that no page ever waits for it.

import { type Analyzer, createAnalyzer } from "../engine/analyzer.ts";
import { EngineError } from "../engine/errors.ts";
import { type GreyImage, toGrey } from "../engine/grey-image.ts";
import type { Failure, FromWorker, ToWorker } from "./worker-messages.ts";

let analyzer: Analyzer | undefined;
let context: OffscreenCanvasRenderingContext2D | null = null;

self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "load") void load(data);
  else if (data.type === "analyze") void analyze(data);
  else analyzer?.forget(data.source);
});

async function load({ assets, backend }: Extract<ToWorker, { type: "load" }>): Promise<void> {
  try {
    analyzer = await createAnalyzer({
      assets,
      backend,
      onProgress: (progress) => send({ type: "progress", progress }),
      onBackendChange: (backend) => send({ type: "backend", backend }),
    });
    const { backend: chosen, modelVersion } = analyzer;
    send({ type: "ready", backend: chosen, modelVersion });
  } catch (error) {
    send({ type: "failed", failure: failure(error) });
  }
}

async function analyze({
  request,
  bitmap,
  source,
  timeMs,
  thorough,
}: Extract<ToWorker, { type: "analyze" }>): Promise<void> {
  try {
    if (!analyzer) throw new EngineError("closed", "Reading has not begun.");
    const readings = await analyzer.analyze(grey(bitmap), { source, timeMs, thorough });
    send({ type: "readings", request, readings });
  } catch (error) {
    send({ type: "rejected", request, failure: failure(error) });
  }
}

/** Closes the bitmap. What is transparent is black. */
function grey(bitmap: ImageBitmap): GreyImage {
  try {
    const { width, height } = bitmap;
    context ??= new OffscreenCanvas(width, height).getContext("2d", { alpha: false, willReadFrequently: true });
    if (!context)
      throw new EngineError("bad-image", "The browser has no canvas to read pictures with. Try again later.");
    if (context.canvas.width !== width) context.canvas.width = width;
    if (context.canvas.height !== height) context.canvas.height = height;
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0);
    return toGrey(context.getImageData(0, 0, width, height).data, width, height);
  } finally {
    bitmap.close();
  }
}

function failure(error: unknown): Failure {
  const cause = error instanceof Error && error.cause ? String(error.cause) : "";
  if (error instanceof EngineError) return { code: error.code, message: error.message, cause };
  return { code: "worker-failed", message: `The engine failed: ${error}`, cause };
}

function send(message: FromWorker): void {
  self.postMessage(message);
}
