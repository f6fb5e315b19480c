// Evaluated in a page of the extension: the store itself, and sessions to put into it.

import { openDB } from "idb";
import { writeSession } from "../../../src/exchange/write-session.ts";
import { deleteSession, listSessions, loadSession, putSession } from "../../../src/session/store.ts";
import { manySessions, namedSession, someSessions } from "./kept-sessions.ts";

const seed = {
  some: () => putAll(someSessions()),
  many: (count: number) => putAll(manySessions(count)),
  /** A session as the text of its file; it is not put into the store. */
  file: () => [...writeSession(namedSession())].join(""),
  /** As if a version of the extension that is yet to come had written it. */
  newer: async () => (await openDB("countenance", 99)).close(),
  /** As if the extension had just started. */
  untidied: () => chrome.storage.session.remove("sessions-tidied"),
  titles: async () => (await listSessions()).map(({ title }) => title),
  remove: async (title: string) => {
    for (const { id } of (await listSessions()).filter((session) => session.title === title)) await deleteSession(id);
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
  await Promise.all(sessions.map(putSession));
}
