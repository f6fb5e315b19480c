import { afterEach, expect, test, vi } from "vitest";
import { EngineWorker } from "../../../src/offscreen/engine-worker.ts";
import type { FromWorker } from "../../../src/offscreen/worker-messages.ts";
import { A_READING } from "../session/a-reading.ts";
import { stubWorkers } from "./stub-workers.ts";

afterEach(() => vi.unstubAllGlobals());

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
