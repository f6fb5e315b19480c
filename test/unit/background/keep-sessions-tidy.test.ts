import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { keepSessionsTidy, tidyUp } from "../../../src/background/keep-sessions-tidy.ts";
import type { Retention } from "../../../src/messages/settings.ts";
import { listSessions, putSession } from "../../../src/session/store.ts";
import { aSession } from "../session/a-session.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const storage = vi.hoisted(() => {
  const area = () => {
    let kept: Record<string, unknown> = {};
    return {
      get: async (key: string) => (key in kept ? { [key]: kept[key] } : {}),
      set: async (change: Record<string, unknown>) => {
        kept = { ...kept, ...change };
      },
      clear: () => {
        kept = {};
      },
    };
  };
  return { local: area(), session: area() };
});
/** What is to be done when the browser starts, and when the extension does. */
const starts = vi.hoisted(() => ({ browser: [] as (() => Promise<void>)[], extension: [] as (() => Promise<void>)[] }));
vi.mock("webextension-polyfill", () => ({
  default: {
    storage,
    runtime: {
      onStartup: { addListener: (listener: () => Promise<void>) => starts.browser.push(listener) },
      onInstalled: { addListener: (listener: () => Promise<void>) => starts.extension.push(listener) },
    },
  },
}));

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  storage.session.clear();
  // Node 20 has no Web Locks: nobody records here.
  vi.stubGlobal("navigator", { locks: { query: async () => ({}) } });
});

async function keptFor(retention: Retention): Promise<void> {
  await storage.local.set({ settings: { retention } });
  // As when the browser starts.
  await tidyUp();
}

async function titles(): Promise<string[]> {
  return (await listSessions()).map(({ title }) => title);
}

test("thirty days hold in a browser that runs on", async () => {
  await keptFor("30-days");
  await putSession(aSession({ title: "new", startedMs: Date.now() - 29 * DAY_MS }));
  await putSession(aSession({ title: "old", startedMs: Date.now() - 31 * DAY_MS }));
  await tidyUp();
  expect(await titles()).toEqual(["new"]);
});

test("kept until the call is over, a session goes with a call of which nobody wrote the end, and no sooner", async () => {
  await keptFor("session");
  await putSession(aSession({ title: "imported" }));
  await tidyUp();
  expect(await titles()).toEqual(["imported"]);
  await putSession(aSession({ title: "left open", endedMs: null }));
  await tidyUp();
  expect(await titles()).toEqual([]);
});

test.each(["browser", "extension"] as const)(
  "when the %s starts, what is past its time goes by itself",
  async (what) => {
    keepSessionsTidy();
    await keptFor("30-days");
    await putSession(aSession({ title: "old", startedMs: Date.now() - 31 * DAY_MS }));
    for (const listener of starts[what]) await listener();
    expect(await titles()).toEqual([]);
  },
);
