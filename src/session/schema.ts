import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";
import { type Chunk, cutTracks } from "./chunk.ts";
import type { Session, SessionHeader } from "./session.ts";
import { StoreError, storeError } from "./store-error.ts";

export const DATABASE_NAME = "countenance";

/** A session but its tracks. */
export interface StoredHeader extends SessionHeader {
  /** How many seconds are written: the length of its tracks. */
  readonly seconds: number;
}

/** The present layout. */
export interface SessionSchema extends DBSchema {
  sessions: { key: string; value: StoredHeader; indexes: { startedMs: number } };
  /** By session and number of the minute. */
  chunks: { key: [id: string, minute: number]; value: Chunk };
}

export type SessionDatabase = IDBPDatabase<SessionSchema>;
type Upgrade = IDBPTransaction<SessionSchema, StoreNames<SessionSchema>[], "versionchange">;

/**
 * One step from each version to the next; a new database takes them all. A step, once released, is not changed: a
 * new layout is a new step at the end.
 */
const UPGRADES: readonly ((database: SessionDatabase, upgrade: Upgrade) => unknown)[] = [
  // 1: whole sessions by id.
  (database) => database.createObjectStore("sessions", { keyPath: "id" }),
  // 2: the tracks apart, by the minute, so that writing a call's last seconds does not write the whole call again.
  async (database, upgrade) => {
    const sessions = upgrade.objectStore("sessions");
    sessions.createIndex("startedMs", "startedMs");
    const chunks = database.createObjectStore("chunks");
    for (let cursor = await sessions.openCursor(); cursor; cursor = await cursor.continue()) {
      const session = cursor.value as SessionHeader as Session;
      for (const [minute, chunk] of cutTracks(session.participants.map(({ track }) => track)))
        await chunks.put(chunk, [session.id, minute]);
      await cursor.update(headerOf(session));
    }
  },
];

export const DATABASE_VERSION = UPGRADES.length;

/** The session without its tracks, as it is stored. */
export function headerOf(session: Session): StoredHeader {
  const participants = session.participants.map(({ track: _, ...participant }) => participant);
  return { ...session, participants, seconds: session.participants[0]?.track.length ?? 0 };
}

/**
 * Opens the database, brought to the present version. The connection closes when another page wants to upgrade or
 * delete the database.
 *
 * @throws {StoreError}
 */
export function openDatabase(): Promise<SessionDatabase> {
  return new Promise<SessionDatabase>((resolve, reject) => {
    let isBlocked = false;
    openDB<SessionSchema>(DATABASE_NAME, DATABASE_VERSION, {
      upgrade,
      blocked: () => {
        isBlocked = true;
        reject(new StoreError("blocked"));
      },
      blocking: (_present, _wanted, event) => (event.target as IDBDatabase).close(),
    }).then((database) => (isBlocked ? database.close() : resolve(database)), reject);
  }).catch((error) => {
    throw storeError(error);
  });
}

async function upgrade(database: SessionDatabase, from: number, _to: number | null, transaction: Upgrade) {
  try {
    for (const step of UPGRADES.slice(from)) await step(database, transaction);
  } catch {
    // Half upgraded is worse than not: the old version stays, and opening fails.
    transaction.abort();
    await transaction.done.catch(() => undefined);
  }
}
