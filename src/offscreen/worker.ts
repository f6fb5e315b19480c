// The engine's Worker: asks for pictures at its own pace and answers each with what its faces show.

import { type Analyzer, createAnalyzer } from "../engine/analyzer.ts";
import { Pacer } from "./pacer.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

type LoadMessage = Extract<ToWorker, { type: "load" }>;
type FrameMessage = Extract<ToWorker, { type: "frame" }>;

const pacer = new Pacer();
let analyzer: Analyzer | null = null;
let sources: readonly string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let lastReadMs = 0;

self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "load") void load(data);
  else if (data.type === "rate") setRate(data.rate);
  else if (data.type === "sources") setSources(data.sources);
  else if (data.type === "frame") void read(data);
  else {
    // Of a camera that is off nothing stays: of its face there is a patch to follow it by.
    if (data.reason === "still") analyzer?.forget(data.source);
    pacer.answered(data.source, false);
    // Its next picture is due long before this answer would have been overdue.
    schedule();
  }
});

async function load({ assets, backend }: LoadMessage): Promise<void> {
  try {
    analyzer = await createAnalyzer({
      assets,
      backend,
      onProgress: (progress) => send({ type: "progress", progress }),
      onBackendChange: () => sendReady(),
    });
    sendReady();
    schedule();
  } catch (error) {
    send({ type: "failed", reason: sentence(error) });
  }
}

function sendReady(): void {
  if (analyzer) send({ type: "ready", backend: analyzer.backend, modelVersion: analyzer.modelVersion });
}

function setSources(names: readonly string[]): void {
  for (const gone of sources) if (!names.includes(gone)) analyzer?.forget(gone);
  sources = names;
  pacer.setSources(names, performance.now());
  schedule();
}

function setRate(rate: number): void {
  pacer.rate = rate;
  schedule();
}

async function read({ source, timeMs, image, grabMs }: FrameMessage): Promise<void> {
  if (!analyzer || !pacer.arrived(source)) return;
  const startedMs = performance.now();
  try {
    const readings = await analyzer.analyze(image, { source, timeMs });
    // Pictures that come together are read together: the time since the last one was done counts once.
    const nowMs = performance.now();
    pacer.spent(nowMs - Math.max(startedMs, lastReadMs), grabMs);
    lastReadMs = nowMs;
    send({ type: "readings", source, timeMs, readings });
  } catch (error) {
    // What else it was to read fails, too, for no reason of its own.
    if (!analyzer) return;
    analyzer.close();
    analyzer = null;
    send({ type: "failed", reason: sentence(error) });
  } finally {
    pacer.answered(source, true);
    schedule();
  }
}

/** Timers of a Worker are not throttled when its document is hidden, as an offscreen document always is. */
function schedule(): void {
  clearTimeout(timer);
  const delayMs = analyzer && pacer.untilNext(performance.now());
  if (delayMs == null) return;
  timer = setTimeout(() => {
    const due = pacer.take(performance.now());
    if (due.length > 0) send({ type: "grab", sources: due });
    schedule();
  }, delayMs);
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function send(message: FromWorker): void {
  self.postMessage(message);
}
