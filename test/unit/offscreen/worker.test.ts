import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FromWorker, ToWorker } from "../../../src/offscreen/worker-messages.ts";

/** The sources that the engine was to forget. */
const forgotten = vi.hoisted(() => new Set<string>());
vi.mock("../../../src/engine/analyzer.ts", () => ({
  createAnalyzer: async () => ({
    backend: "wasm",
    modelVersion: "1",
    forget: (source: string) => forgotten.add(source),
    close: () => undefined,
    analyze: async (_: unknown, { source }: { source: string }) => {
      if (source === "slow") await new Promise((resolve) => setTimeout(resolve, 60_000));
      throw new Error(source === "a" ? "The model is damaged." : "Reading has ended.");
    },
  }),
}));

/** The Worker's own `self`, where messages come in. */
let worker: EventTarget;
/** Whether its tiles say that they have no picture. */
let areOff = true;
let asks = 0;
let failures: string[] = [];

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  [areOff, asks, failures] = [true, 0, []];
  forgotten.clear();
  const postMessage = (message: FromWorker) => {
    if (message.type === "failed") failures.push(message.reason);
    if (message.type !== "grab") return;
    asks += message.sources.length;
    for (const source of areOff ? message.sources : [])
      setTimeout(() => tell({ type: "no-frame", source, reason: "still" }), 20);
  };
  worker = Object.assign(new EventTarget(), { postMessage });
  vi.stubGlobal("self", worker);
  await import("../../../src/offscreen/worker.ts");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function tell(message: ToWorker): void {
  worker.dispatchEvent(new MessageEvent("message", { data: message }));
}

test("a lone tile without a picture is asked at the usual pace: a camera is seen as soon as it is on", async () => {
  tell({ type: "load", assets: "", backend: "auto" });
  tell({ type: "sources", sources: ["a"] });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asks).toBeCloseTo(40, -0.5);
});

test("of who leaves, and of whose camera is off, nothing is kept", async () => {
  tell({ type: "load", assets: "", backend: "auto" });
  tell({ type: "sources", sources: ["off", "leaves", "stays"] });
  areOff = false;
  await vi.advanceTimersByTimeAsync(100);
  tell({ type: "sources", sources: ["off", "stays"] });
  tell({ type: "no-frame", source: "off", reason: "still" });
  tell({ type: "no-frame", source: "stays", reason: "not-ready" });
  expect([...forgotten]).toEqual(["leaves", "off"]);
});

test("an engine that fails says why once: that its other pictures are not read any more is no news", async () => {
  tell({ type: "load", assets: "", backend: "auto" });
  tell({ type: "sources", sources: ["a", "b"] });
  areOff = false;
  while (asks < 2) await vi.advanceTimersByTimeAsync(10);
  const image = { width: 1, height: 1, pixels: new Uint8Array(1) };
  for (const source of ["a", "b"]) tell({ type: "frame", source, timeMs: 0, image, grabMs: 1 });
  await vi.advanceTimersByTimeAsync(100);
  expect(failures).toEqual(["The model is damaged."]);
});

test("while a picture is being read, however long that takes, its tile is not asked for the next", async () => {
  tell({ type: "load", assets: "", backend: "auto" });
  tell({ type: "sources", sources: ["slow"] });
  areOff = false;
  while (asks < 1) await vi.advanceTimersByTimeAsync(10);
  tell({
    type: "frame",
    source: "slow",
    timeMs: 0,
    image: { width: 1, height: 1, pixels: new Uint8Array(1) },
    grabMs: 1,
  });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asks).toBe(1);
});
