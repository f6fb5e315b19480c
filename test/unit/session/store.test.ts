import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { openDB } from "idb";
import { beforeEach, describe, expect, test } from "vitest";
import { cutTracks } from "../../../src/session/chunk.ts";
import { DATABASE_NAME, DATABASE_VERSION } from "../../../src/session/schema.ts";
import {
  beginSession,
  closeUnfinished,
  continueSession,
  countPast,
  deleteSession,
  ERASED,
  eraseAllSessions,
  listSessions,
  loadSession,
  pruneSessions,
  putSession,
  removeParticipant,
  restoreParticipant,
  reviseSession,
  StoreError,
  watchSessions,
} from "../../../src/session/store.ts";
import { aSession } from "./a-session.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

function headerOf({ participants, ...session }: ReturnType<typeof aSession>) {
  return { ...session, participants: participants.map(({ track: _, ...participant }) => participant) };
}

async function ids(): Promise<string[]> {
  return (await listSessions()).map(({ id }) => id);
}

describe("a whole session", () => {
  test.each([0, 1, 59, 60, 61, 600])("of %i s comes back as it was put", async (length) => {
    const session = aSession({ length, people: 3 });
    await putSession(session);
    expect(await loadSession(session.id)).toEqual(session);
  });

  test("without anybody comes back as it was put", async () => {
    const session = aSession({ people: 0 });
    await putSession(session);
    expect(await loadSession(session.id)).toEqual(session);
  });

  test("takes the place of one of the same id, wholly", async () => {
    const long = aSession({ length: 300, people: 4 });
    const short = aSession({ id: long.id, length: 70, people: 1 });
    await putSession(long);
    await putSession(short);
    expect(await loadSession(long.id)).toEqual(short);
    expect(await countChunks()).toBe(cutTracks(short.participants.map(({ track }) => track)).size);
  });

  test("that cannot be stored leaves the one of its id as it was", async () => {
    const session = aSession();
    await putSession(session);
    const broken = { ...session, title: "broken", notes: [{ id: "x", second: 0, text: () => "no data" }] };
    await expect(putSession(broken as never)).rejects.toBeInstanceOf(StoreError);
    expect(await loadSession(session.id)).toEqual(session);
  });

  test("is null where there is none", async () => {
    expect(await loadSession("nobody's")).toBeNull();
    expect(await deleteSession("nobody's")).toBeNull();
  });
});

test("sessions are listed newest first, without tracks", async () => {
  const old = aSession({ startedMs: 1000 });
  const recent = aSession({ startedMs: 3000 });
  const middle = aSession({ startedMs: 2000 });
  for (const session of [recent, old, middle]) await putSession(session);
  expect(await listSessions()).toEqual([headerOf(recent), headerOf(middle), headerOf(old)]);
});

test("a title and notes are changed and nothing else", async () => {
  const session = aSession();
  const notes = [
    { id: "b", second: 20, text: "later" },
    { id: "a", second: 3, text: "earlier" },
  ];
  await putSession(session);
  await reviseSession(session.id, { title: "Weekly" });
  await reviseSession(session.id, { notes });
  await reviseSession("nobody's", { title: "Nothing" });
  expect(await loadSession(session.id)).toEqual({ ...session, title: "Weekly", notes: notes.toReversed() });
  expect(await ids()).toEqual([session.id]);
});

test("a deleted session leaves nothing behind, touches no other, and can be brought back", async () => {
  const [session, other] = [aSession({ id: "a" }), aSession({ id: "ab" })];
  await putSession(session);
  await putSession(other);
  const deleted = await deleteSession("a");
  expect(deleted).toEqual(session);
  expect(await loadSession("ab")).toEqual(other);
  await deleteSession("ab");
  expect(await countChunks()).toBe(0);
  if (deleted) await putSession(deleted);
  expect(await loadSession("a")).toEqual(session);
});

test("a participant who is taken out leaves nothing behind, touches no other, and can be brought back", async () => {
  const session = aSession({ length: 130, people: 3 });
  const [first, second, third] = session.participants;
  if (!first || !second || !third) throw new Error("There are three.");
  await putSession(session);
  expect(await removeParticipant(session.id, second.id)).toEqual(second);
  expect(await loadSession(session.id)).toEqual({ ...session, participants: [first, third] });
  expect(await removeParticipant(session.id, second.id)).toBeNull();
  await removeParticipant(session.id, first.id);
  await removeParticipant(session.id, third.id);
  expect(await countChunks()).toBe(0);
  await reviseSession(session.id, { title: "Named meanwhile" });
  for (const participant of [third, first, second, second]) await restoreParticipant(session.id, participant);
  expect(await loadSession(session.id)).toEqual({ ...session, title: "Named meanwhile" });
});

test("nobody is taken out of a session that goes on, nor brought back to one that is gone", async () => {
  const session = aSession({ endedMs: null });
  const [participant] = session.participants;
  if (!participant) throw new Error("There are two.");
  await putSession(session);
  expect(await removeParticipant(session.id, participant.id)).toBeNull();
  expect(await loadSession(session.id)).toEqual(session);
  await deleteSession(session.id);
  await restoreParticipant(session.id, participant);
  expect(await loadSession(session.id)).toBeNull();
});

test("everything is erased", async () => {
  await putSession(aSession());
  await putSession(aSession());
  await eraseAllSessions();
  expect(await listSessions()).toEqual([]);
  expect(await countChunks()).toBe(0);
});

describe("being recorded", () => {
  const session = aSession({ length: 130 });
  const chunks = cutTracks(session.participants.map(({ track }) => track));
  const { site, modelVersion, participants } = headerOf(session);
  const progress = { site, modelVersion, participants, seconds: 130, endedMs: null, chunks };

  test("a session is what was written so far, and is ended at its last written second", async () => {
    const [first, ...later] = [...chunks].map((chunk) => new Map([chunk]));
    const begun = { ...progress, seconds: 60, chunks: first ?? new Map() };
    await beginSession(headerOf(session), begun);
    const loaded = await loadSession(session.id);
    expect(loaded).toMatchObject({ endedMs: null, title: session.title });
    expect(loaded?.participants.map(({ track }) => track.readings)).toEqual(
      session.participants.map(({ track }) => track.readings.slice(0, 60)),
    );
    await reviseSession(session.id, { title: "Named meanwhile" });
    for (const chunks of later) expect(await continueSession(session.id, { ...progress, chunks })).toBe(true);
    const written = { ...session, title: "Named meanwhile" };
    expect(await loadSession(session.id)).toEqual({ ...written, endedMs: null });
    await closeUnfinished(new Set([session.id]));
    expect(await loadSession(session.id)).toEqual({ ...written, endedMs: null });
    await closeUnfinished(new Set());
    expect(await loadSession(session.id)).toEqual({ ...written, endedMs: session.startedMs + 130_000 });
  });

  test("a session that is deleted stays deleted, and what is brought back has an end", async () => {
    await beginSession(headerOf(session), progress);
    const deleted = await deleteSession(session.id);
    expect(deleted).toEqual({ ...session, endedMs: session.startedMs + 130_000 });
    expect(await continueSession(session.id, progress)).toBe(false);
    expect(await listSessions()).toEqual([]);
    expect(await countChunks()).toBe(0);
  });

  test("a session whose first seconds can't be kept has not begun", async () => {
    const broken = new Map<number, never>([[0, (() => undefined) as never]]);
    await expect(beginSession(headerOf(session), { ...progress, chunks: broken })).rejects.toThrow();
    expect(await listSessions()).toEqual([]);
  });
});

test("sessions past their time go, those that go on stay", async () => {
  const nowMs = 100 * DAY_MS;
  const [old, recent] = [aSession({ startedMs: nowMs - 31 * DAY_MS }), aSession({ startedMs: nowMs - 29 * DAY_MS })];
  const present = aSession({ startedMs: nowMs - 40 * DAY_MS, endedMs: null });
  // Brought here from a file yesterday, it has its time before it; 31 days ago, it had it.
  const brought = { ...aSession({ startedMs: nowMs - 90 * DAY_MS }), broughtMs: nowMs - DAY_MS };
  const overdue = { ...aSession({ startedMs: nowMs - 80 * DAY_MS }), broughtMs: nowMs - 31 * DAY_MS };
  for (const session of [old, recent, present, brought, overdue]) await putSession(session);
  const past = (["forever", "30-days", "session"] as const).map((retention) => countPast(retention, nowMs));
  expect(await Promise.all(past)).toEqual([0, 2, 4]);
  await pruneSessions("forever", nowMs);
  expect(await ids()).toHaveLength(5);
  await pruneSessions("30-days", nowMs);
  expect(await ids()).toEqual([recent.id, present.id, brought.id]);
  await pruneSessions("session", nowMs);
  expect(await ids()).toEqual([present.id]);
});

test("other pages hear of every change", async () => {
  const heard: (string | null)[] = [];
  const life = new AbortController();
  watchSessions((id) => heard.push(id), life.signal);
  const session = aSession();
  await putSession(session);
  await reviseSession(session.id, { title: "x" });
  const removed = await removeParticipant(session.id, session.participants[0]?.id ?? "");
  if (removed) await restoreParticipant(session.id, removed);
  await deleteSession(session.id);
  await eraseAllSessions();
  await expect.poll(() => heard).toEqual([...Array.from({ length: 5 }, () => session.id), ERASED]);
  life.abort();
});

describe("a database of version 1", () => {
  async function makeVersion1(sessions: readonly unknown[]): Promise<void> {
    const database = await openDB(DATABASE_NAME, 1, {
      upgrade: (upgraded) => upgraded.createObjectStore("sessions", { keyPath: "id" }),
    });
    for (const session of sessions) await database.put("sessions", session);
    database.close();
  }

  test("opens with all its sessions", async () => {
    const sessions = [aSession({ startedMs: 2000, length: 400 }), aSession({ startedMs: 1000, people: 0 })];
    await makeVersion1(sessions);
    expect(await listSessions()).toEqual(sessions.map(headerOf));
    for (const session of sessions) expect(await loadSession(session.id)).toEqual(session);
  });

  test("that cannot be brought to the present version stays as it is", async () => {
    await makeVersion1([{ id: "broken" }]);
    await expect(listSessions()).rejects.toMatchObject({ trouble: "damaged" });
    const database = await openDB(DATABASE_NAME);
    expect(database.version).toBe(1);
    expect(await database.getAll("sessions")).toEqual([{ id: "broken" }]);
    database.close();
  });
});

describe("trouble", () => {
  test("a newer version's database is told, kept as it is, and erased when asked", async () => {
    (await openDB(DATABASE_NAME, DATABASE_VERSION + 1)).close();
    await expect(listSessions()).rejects.toMatchObject({ trouble: "newer", message: /newer version/ });
    await eraseAllSessions();
    expect(await listSessions()).toEqual([]);
  });

  test("another page that holds an older database is told, and it opens once that lets go", async () => {
    const held = await openDB(DATABASE_NAME, 1, {
      upgrade: (database) => database.createObjectStore("sessions", { keyPath: "id" }),
    });
    await expect(listSessions()).rejects.toMatchObject({ trouble: "blocked" });
    held.close();
    await expect.poll(() => listSessions()).toEqual([]);
  });

  test("what IndexedDB throws is told with what to do", async () => {
    globalThis.indexedDB = {
      open: () => {
        throw new DOMException("Quota exceeded.", "QuotaExceededError");
      },
    } as unknown as IDBFactory;
    await expect(listSessions()).rejects.toMatchObject({ trouble: "quota", message: /^The disk is full/ });
  });
});

async function countChunks(): Promise<number> {
  const database = await openDB(DATABASE_NAME);
  const count = await database.count("chunks");
  database.close();
  return count;
}
