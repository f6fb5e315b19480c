import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FromWorker, ToWorker } from "../../../src/offscreen/worker-messages.ts";

vi.mock("../../../src/engine/analyzer.ts", () => ({
  createAnalyzer: async () => ({ backend: "wasm", modelVersion: "1", forget: () => undefined }),
}));

/** The Worker's own `self`, where messages come in; none of its tiles has a picture. */
let worker: EventTarget;
let asks = 0;

beforeEach(async () => {
  vi.useFakeTimers();
  const postMessage = (message: FromWorker) => {
    if (message.type !== "grab") return;
    asks += message.sources.length;
    for (const source of message.sources) setTimeout(() => tell({ type: "no-frame", source }), 20);
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
