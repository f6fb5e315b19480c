import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DEFAULT_SETTINGS } from "../../../src/messages/parse-settings.ts";
import { Call } from "../../../src/offscreen/call.ts";
import { IDLE_MS } from "../../../src/session/recorder.ts";

type Port = ConstructorParameters<typeof Call>[1]["watchers"] extends () => readonly (infer Each)[] ? Each : never;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  // Node 20 has no Web Locks: nobody else records here.
  vi.stubGlobal("navigator", { locks: { request: async () => undefined, query: async () => ({}) } });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("a picture that shows a call to be over does not show the call again", async () => {
  const told: unknown[] = [];
  const popup = { postMessage: (message: unknown) => told.push(message) } as unknown as Port;
  let closed: Promise<void> | undefined;
  const call = new Call(1, {
    engineState: () => ({ state: "ready", backend: "wasm", readingsPerSecond: 4 }),
    modelVersion: () => "0",
    settings: () => DEFAULT_SETTINGS,
    watchers: () => [popup],
    onIdle: () => {
      closed ??= call.close();
      told.push("over");
    },
  });
  call.addNoFrame("1:tile", "not-ready");
  expect(told).toHaveLength(1);
  // The computer slept.
  const now = Date.now() + IDLE_MS + 1000;
  vi.spyOn(Date, "now").mockImplementation(() => now);
  call.addNoFrame("1:tile", "not-ready");
  await closed;
  expect(told.at(-1)).toBe("over");
  expect(told).toHaveLength(2);
});
