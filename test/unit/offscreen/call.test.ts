import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ToContent, ToPopup } from "../../../src/messages/messages.ts";
import { DEFAULT_SETTINGS } from "../../../src/messages/parse-settings.ts";
import { Call } from "../../../src/offscreen/call.ts";
import { IDLE_MS } from "../../../src/session/recorder.ts";
import { A_READING } from "../session/a-reading.ts";

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

test("where the clock is set back the popup is told how long the call has been on, all the same", () => {
  const told: ToPopup[] = [];
  const popup = { postMessage: (message: ToPopup) => told.push(message) } as unknown as Port;
  const call = new Call(1, {
    engine: { state: { state: "ready", backend: "wasm", readingsPerSecond: 4 }, modelVersion: "0" },
    settings: () => DEFAULT_SETTINGS,
    watchers: () => [popup],
    onIdle: () => undefined,
  });
  const [wallMs, monotonicMs] = [Date.now(), performance.now()];
  const pass = (minutes: number, setBackMinutes: number) => {
    vi.spyOn(performance, "now").mockReturnValue(monotonicMs + minutes * 60_000);
    vi.spyOn(Date, "now").mockReturnValue(wallMs + (minutes - setBackMinutes) * 60_000);
    call.sendView();
    const view = told.at(-1)?.call;
    return Math.round(((view?.nowMs ?? 0) - (view?.startedMs ?? 0)) / 60_000);
  };
  expect(pass(8, 0)).toBe(8);
  expect(pass(9, 60)).toBe(9);
  void call.close();
});

test("a picture that shows a call to be over does not show the call again", async () => {
  const told: unknown[] = [];
  const popup = { postMessage: (message: unknown) => told.push(message) } as unknown as Port;
  let closed: Promise<void> | undefined;
  const call = new Call(1, {
    engine: { state: { state: "ready", backend: "wasm", readingsPerSecond: 4 }, modelVersion: "0" },
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

test("a page is told of readings while there are badges, from the next on, and of no more than they show", async () => {
  const told: ToContent[] = [];
  const page = {
    sender: { frameId: 0, url: "https://meet.example.org/" },
    postMessage: (message: ToContent) => told.push(message),
    disconnect: () => undefined,
  } as unknown as Port;
  let badges = false;
  const call = new Call(1, {
    engine: { state: { state: "ready", backend: "wasm", readingsPerSecond: 4 }, modelVersion: "0" },
    settings: () => ({ ...DEFAULT_SETTINGS, badges }),
    watchers: () => [],
    onIdle: () => undefined,
  });
  call.addPage(page);
  call.setTiles(page, 7, { type: "tiles", tiles: [{ id: "tile-1", name: "Ada", self: false }], leftOut: [] });
  const read = (...readings: (typeof A_READING)[]) =>
    call.addReadings({ type: "readings", source: "7:tile-1", timeMs: Date.now(), readings });
  const readings = () => told.filter(({ type }) => type === "reading");
  read(A_READING);
  expect(readings()).toEqual([]);

  badges = true;
  call.settingsChanged();
  read({ ...A_READING, doubt: "dark" });
  read();
  const shown = { dominant: "neutral", doubt: "dark" };
  expect(readings()).toEqual([
    { type: "reading", tile: "tile-1", reading: shown },
    { type: "reading", tile: "tile-1", reading: null },
  ]);
  await call.close();
});
