import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, type Mock, test, vi } from "vitest";
import { FRAMES_PORT, type RuntimeMessage } from "../../../src/messages/messages.ts";
import { DEFAULT_SETTINGS } from "../../../src/messages/parse-settings.ts";
import { stubWorkers } from "./stub-workers.ts";

const TAB = 7;
const EXTENSION = "chrome-extension://countenance/";

/** The engine's Workers so far, the present one last. */
let workers: EventTarget[];

type Listener = (...told: unknown[]) => unknown;

/** Of the browser, what the document listens to, and what it tells of calls. */
const listeners = vi.hoisted(() => ({ connect: [] as Listener[], message: [] as Listener[], told: [] as string[] }));
vi.mock("webextension-polyfill", () => ({
  default: {
    runtime: {
      id: "countenance",
      getURL: (path: string) => `chrome-extension://countenance/${path}`,
      onConnect: { addListener: (listener: Listener) => listeners.connect.push(listener) },
      onMessage: { addListener: (listener: Listener) => listeners.message.push(listener) },
      sendMessage: async ({ change }: { change: string }) => listeners.told.push(change),
    },
  },
}));

beforeEach(async () => {
  // The document's own end among them.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  vi.resetModules();
  for (const list of Object.values(listeners)) list.splice(0);
  globalThis.indexedDB = new IDBFactory();
  vi.stubGlobal("navigator", { locks: { request: async () => undefined, query: async () => ({}) } });
  workers = stubWorkers();
  await import("../../../src/offscreen/offscreen.ts");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function send(message: RuntimeMessage): void {
  for (const listener of listeners.message) listener(message, { id: "countenance", url: `${EXTENSION}background.js` });
}

/** The content script of one of the tab's frames connects. */
function connect(
  frameId: number,
  host = "meet.example.org",
): { readonly leave: () => void; readonly isLetIn: boolean; readonly disconnect: Mock } {
  const leaving: Listener[] = [];
  const disconnect = vi.fn();
  const port = {
    name: FRAMES_PORT,
    sender: { id: "countenance", frameId, tab: { id: TAB }, url: `https://${host}/` },
    onMessage: { addListener: () => undefined },
    onDisconnect: { addListener: (listener: Listener) => leaving.push(listener) },
    postMessage: () => undefined,
    disconnect,
  };
  for (const listener of listeners.connect) listener(port);
  const leave = () => {
    for (const left of leaving) left();
  };
  return { leave, isLetIn: disconnect.mock.calls.length === 0, disconnect };
}

test("a frame that comes and goes while its page still loads does not end what was turned on", () => {
  send({ type: "expect", tabId: TAB, start: "a" });
  connect(3).leave();
  expect(connect(0).isLetIn).toBe(true);
  expect(listeners.told).toEqual(["begun", "ended", "begun"]);
});

test("once its page has been there, a call that is over does not begin again, nor one that was turned off", () => {
  send({ type: "expect", tabId: TAB, start: "a" });
  connect(0).leave();
  expect(connect(0).isLetIn).toBe(false);

  send({ type: "expect", tabId: TAB, start: "b" });
  connect(3);
  send({ type: "stop", tabId: TAB, start: "b" });
  expect(connect(0).isLetIn).toBe(false);

  send({ type: "expect", tabId: TAB, start: "c" });
  connect(3);
  send({ type: "end-calls" });
  expect(connect(0).isLetIn).toBe(false);
});

test("a site that is no longer always on is read nowhere, not in a frame of another's page either", () => {
  send({ type: "settings", settings: { ...DEFAULT_SETTINGS, alwaysOn: ["meet.example.org"] } });
  send({ type: "expect", tabId: TAB, start: "a" });
  const page = connect(0, "wiki.example.org");
  const frame = connect(3);
  send({ type: "settings", settings: DEFAULT_SETTINGS });
  expect([page.disconnect.mock.calls, frame.disconnect.mock.calls]).toEqual([[], [[]]]);
  expect(listeners.told).toEqual(["begun"]);
});

test("the document closes a minute after the last call, and not in one", async () => {
  const close = vi.fn();
  vi.stubGlobal("window", { close });
  send({ type: "settings", settings: DEFAULT_SETTINGS });
  send({ type: "expect", tabId: TAB, start: "a" });
  const { leave } = connect(0);
  await vi.advanceTimersByTimeAsync(120_000);
  leave();
  await vi.advanceTimersByTimeAsync(59_999);
  expect(close).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(close).toHaveBeenCalledOnce();
});

test("an engine that fails while it reads starts anew by itself, once", () => {
  send({ type: "expect", tabId: TAB, start: "a" });
  connect(0);
  const tell = (data: object) => workers.at(-1)?.dispatchEvent(new MessageEvent("message", { data }));
  const ready = { type: "ready", backend: "wasm", modelVersion: "1" };
  const failed = { type: "failed", reason: "Out of memory." };
  tell(ready);
  tell(failed);
  expect(workers).toHaveLength(2);
  tell(ready);
  tell(failed);
  expect(workers, "it fails again and again").toHaveLength(2);
});

test("a call that begins after the engine has failed starts it anew", () => {
  const begin = () => {
    send({ type: "expect", tabId: TAB, start: "a" });
    return connect(0);
  };
  const first = begin();
  workers[0]?.dispatchEvent(new MessageEvent("message", { data: { type: "failed", reason: "The model is damaged." } }));
  first.leave();
  expect(workers).toHaveLength(1);
  begin().leave();
  expect(workers).toHaveLength(2);
  begin();
  expect(workers, "it did not fail again").toHaveLength(2);
});
