import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EngineWorker } from "../../../src/offscreen/engine-worker.ts";
import type { FromWorker } from "../../../src/offscreen/worker-messages.ts";
import { A_READING } from "../session/a-reading.ts";
import { stubWorkers } from "./stub-workers.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a face has an id that no other had, also where the engine was loaded again and counts from one", () => {
  const workers = stubWorkers();
  const ids: number[] = [];
  const engine = new EngineWorker({
    grab: () => undefined,
    readings: ({ readings }) => ids.push(...readings.map(({ faceId }) => faceId)),
    stateChange: () => undefined,
  });
  const read = (...faceIds: number[]) => {
    const readings = faceIds.map((faceId) => ({ ...A_READING, faceId }));
    const data: FromWorker = { type: "readings", source: "1:a", timeMs: 0, readings };
    workers.at(-1)?.dispatchEvent(new MessageEvent("message", { data }));
  };
  read(1, 2);
  engine.setOptions({ backend: "wasm", rate: 4 });
  read(1);
  read(2);
  engine.setOptions({ backend: "webgpu", rate: 4 });
  read(1);
  expect(workers).toHaveLength(3);
  expect(ids).toEqual([1, 2, 3, 4, 5]);
});

describe("one that has failed", () => {
  const reason = "The model is damaged.";
  let workers: EventTarget[];
  let engine: EngineWorker;
  const tell = (data: FromWorker) => workers.at(-1)?.dispatchEvent(new MessageEvent("message", { data }));

  beforeEach(() => {
    vi.useFakeTimers();
    workers = stubWorkers();
    const nothing = () => undefined;
    engine = new EngineWorker({ grab: nothing, readings: nothing, stateChange: nothing });
  });

  test("is tried again each minute, and till then says so", () => {
    engine.setSources(["1:a"]);
    for (const count of [1, 2, 3]) {
      tell({ type: "failed", reason });
      vi.advanceTimersByTime(30_000);
      // Somebody has come.
      engine.setSources(["1:a", `1:${count}`]);
      vi.advanceTimersByTime(29_999);
      expect(engine.state).toEqual({ state: "failed", reason });
      expect(workers).toHaveLength(count);
      vi.advanceTimersByTime(1);
      expect(engine.state).toEqual({ state: "loading", progress: 0 });
      expect(workers).toHaveLength(count + 1);
    }
    tell({ type: "ready", backend: "wasm", modelVersion: "1" });
    vi.advanceTimersByTime(600_000);
    expect(workers).toHaveLength(4);
  });

  test("is tried again a minute after it failed twice while it read", () => {
    engine.setSources(["1:a"]);
    for (let failure = 0; failure < 2; failure++) {
      tell({ type: "ready", backend: "wasm", modelVersion: "1" });
      tell({ type: "failed", reason });
    }
    expect(engine.state).toEqual({ state: "failed", reason });
    vi.advanceTimersByTime(60_000);
    expect(workers).toHaveLength(3);
  });

  test("is left alone while there is nobody to read", () => {
    tell({ type: "failed", reason });
    vi.advanceTimersByTime(600_000);
    engine.setSources(["1:a"]);
    vi.advanceTimersByTime(59_999);
    engine.setSources([]);
    vi.advanceTimersByTime(600_000);
    expect(workers).toHaveLength(1);
  });

  test("is tried again at once when it is told to, and then not by itself, too", () => {
    engine.setSources(["1:a"]);
    tell({ type: "failed", reason });
    engine.retry();
    expect(workers).toHaveLength(2);
    vi.advanceTimersByTime(600_000);
    expect(workers).toHaveLength(2);
  });
});
