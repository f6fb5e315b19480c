// Evaluated in a page of the extension: the store itself, and sessions to put into it.

import { deleteDB, openDB } from "idb";
import { writeSession } from "../../../src/exchange/write-session.ts";
import { holdRecordingLock } from "../../../src/session/recording-lock.ts";
import type { Session } from "../../../src/session/session.ts";
import {
  deleteSession,
  eraseAllSessions,
  listSessions,
  loadSession,
  putSession,
  removeParticipant,
  reviseSession,
} from "../../../src/session/store.ts";
import { manySessions, namedSession, someSessions } from "./kept-sessions.ts";

let removed: Session | null = null;

/** Aborts when what is recorded here is recorded no more. */
let recording = new AbortController();

const seed = {
  /** The one that goes on is being recorded here. */
  some: () => putAll(someSessions()),
  /** As a crash ends the recording. */
  crash: () => recording.abort(),
  many: (count: number) => putAll(manySessions(count)),
  /** A session as the text of its file; it is not put into the store. */
  file: () => [...writeSession(namedSession())].join(""),
  /** As if a version of the extension that is yet to come had written it. */
  newer: async () => (await openDB("countenance", 99)).close(),
  /** As if it had never been. */
  mend: () => deleteDB("countenance"),
  erase: eraseAllSessions,
  retitle: (id: string, title: string) => reviseSession(id, { title }),
  titles: async () => (await listSessions()).map(({ title }) => title),
  remove: async (title: string) => {
    for (const { id } of (await listSessions()).filter((session) => session.title === title))
      removed = await deleteSession(id);
  },
  /** What was removed last. */
  bringBack: () => putAll(removed ? [removed] : []),
  removePerson: async (title: string, name: string) => {
    const session = (await listSessions()).find((session) => session.title === title);
    const person = session?.participants.find((participant) => participant.name === name);
    if (session && person) await removeParticipant(session.id, person.id);
  },
  /** Everything that is kept of a session, as text to compare. */
  whole: async (title: string) => {
    const header = (await listSessions()).find((session) => session.title === title);
    return JSON.stringify(header ? await loadSession(header.id) : null, (_, value) =>
      value instanceof Uint8Array ? [...value] : value,
    );
  },
};

export type Seed = typeof seed;
Object.assign(globalThis, { seed });

async function putAll(sessions: Parameters<typeof putSession>[0][]): Promise<void> {
  recording = new AbortController();
  for (const { id, endedMs } of sessions) if (endedMs === null) holdRecordingLock(id, recording.signal);
  await Promise.all(sessions.map(putSession));
}
