import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { listSessions, putSession } from "../../../src/session/store.ts";
import { tidySessions } from "../../../src/session/tidy.ts";
import { aSession } from "./a-session.ts";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  // Node 20 has no Web Locks: nobody records here.
  vi.stubGlobal("navigator", { locks: { query: async () => ({}) } });
});

test("kept until a call is over, an imported session does not go because one begins", async () => {
  await putSession(aSession({ title: "imported" }));
  await tidySessions("session", false);
  expect(await listSessions()).toHaveLength(1);
  await tidySessions("session", true);
  expect(await listSessions()).toEqual([]);
});

test("sessions past their thirty days go when a call begins", async () => {
  await putSession(aSession({ startedMs: Date.now() - 31 * 24 * 60 * 60 * 1000 }));
  await tidySessions("30-days", false);
  expect(await listSessions()).toEqual([]);
});
