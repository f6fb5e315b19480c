// Evaluated in a page of the extension: the store itself, and sessions to put into it.

import { openDB } from "idb";
import { deleteSession, loadSession, putSession } from "../../../src/session/store.ts";
import { SESSIONS, type SessionName } from "./sessions.ts";

const seed = {
  /** Returns the session's id. */
  put: async (name: SessionName) => {
    const session = SESSIONS[name]();
    await putSession(session);
    return session.id;
  },
  /** The session that goes on, so many seconds of it; with `isOver` its end. */
  putLive: async (seconds: number, isOver: boolean) => {
    const whole = SESSIONS.live();
    const cut = (bytes: Uint8Array, width = 1) => bytes.slice(0, seconds * width);
    await putSession({
      ...whole,
      endedMs: isOver ? whole.startedMs + 1000 * seconds : null,
      participants: whole.participants.map(({ track, ...participant }) => ({
        ...participant,
        track: {
          length: seconds,
          probabilities: cut(track.probabilities, 8),
          readings: cut(track.readings),
          notSure: cut(track.notSure),
          quality: cut(track.quality),
        },
      })),
    });
    return whole.id;
  },
  /** As if a version of the extension that is yet to come had written them. */
  newer: async () => (await openDB("countenance", 99)).close(),
  remove: async (id: string) => void (await deleteSession(id)),
  kept: async (id: string) => {
    const session = await loadSession(id);
    const people = session?.participants.map(({ name }) => name);
    return session && { title: session.title, notes: session.notes, people };
  },
};

export type Seed = typeof seed;
Object.assign(globalThis, { seed });
