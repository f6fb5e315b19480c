// The sessions that are kept, in the extension's IndexedDB. Any page or worker of the extension may use it; each
// function stands for itself, and does all it says or, throwing a StoreError, nothing.

import { deleteDB, type IDBPTransaction } from "idb";
import type { Retention } from "../messages/settings.ts";
import { announceChange, ERASED } from "./changes.ts";
import { type Chunk, cutTracks, emptyTrack, joinChunks } from "./chunk.ts";
import { DATABASE_NAME, headerOf, openDatabase, type SessionSchema, type StoredHeader } from "./schema.ts";
import type { Participant, Session, SessionHeader, SessionParticipant } from "./session.ts";
import { StoreError, storeError } from "./store-error.ts";

export { ERASED, mayConcern, watchSessions } from "./changes.ts";
export { StoreError, type StoreTrouble } from "./store-error.ts";

const THIRTY_DAYS_MS = 30 * 24 * 60 * 60 * 1000;

/** The newest first. Of one that is being recorded, what is written so far. */
export async function listSessions(): Promise<SessionHeader[]> {
  return transact("readonly", async (transaction) => {
    const headers = await transaction.objectStore("sessions").index("startedMs").getAll();
    return headers.reverse().map(({ seconds: _, ...header }) => header);
  });
}

/** Null when there is none of this id. */
export async function loadSession(id: string): Promise<Session | null> {
  return transact("readonly", (transaction) => read(transaction, id));
}

/** Keeps a whole session, as from a file or to undo its deletion, in the place of one of the same id. */
export async function putSession(session: Session): Promise<void> {
  await transact("readwrite", (transaction) => replace(transaction, session));
  announceChange(session.id);
}

/** What the user writes of a session: those that are given take the place of what there was. */
export type OwnWords = Partial<Pick<SessionHeader, "title" | "notes">>;

/** Notes are kept in order of time. Nothing happens when there is none of this id. */
export async function reviseSession(id: string, words: OwnWords): Promise<void> {
  const notes = words.notes && { notes: words.notes.toSorted((a, b) => a.second - b.second) };
  const isKept = await transact("readwrite", async (transaction) => {
    const sessions = transaction.objectStore("sessions");
    const header = await sessions.get(id);
    if (header) await sessions.put({ ...header, ...words, ...notes });
    return header !== undefined;
  });
  if (isKept) announceChange(id);
}

/**
 * Takes a participant, and all that was read of them, out of a session that is over. Returns what was deleted, which
 * {@link restoreParticipant} brings back; null when there was nobody of these ids, or the session goes on.
 */
export async function removeParticipant(id: string, participantId: string): Promise<Participant | null> {
  const removed = await transact("readwrite", async (transaction) => {
    const session = await read(transaction, id);
    const found = session?.participants.find((participant) => participant.id === participantId);
    if (!session || session.endedMs === null || !found) return null;
    const participants = session.participants.filter((participant) => participant !== found);
    await replace(transaction, { ...session, participants });
    return found;
  });
  if (removed) announceChange(id);
  return removed;
}

/** Back to the place it had. Nothing happens when the session is not kept any more, or has one of this id. */
export async function restoreParticipant(id: string, participant: Participant): Promise<void> {
  const isRestored = await transact("readwrite", async (transaction) => {
    const session = await read(transaction, id);
    if (!session || session.participants.some((other) => other.id === participant.id)) return false;
    const participants = [...session.participants, participant].toSorted((a, b) => a.number - b.number);
    await replace(transaction, { ...session, participants });
    return true;
  });
  if (isRestored) announceChange(id);
}

/**
 * Returns what was deleted, which {@link putSession} brings back; null when there was none of this id. If it was being
 * recorded, its call goes on without a record until it is brought back.
 */
export async function deleteSession(id: string): Promise<Session | null> {
  const session = await transact("readwrite", async (transaction) => {
    const header = await transaction.objectStore("sessions").get(id);
    const found = await read(transaction, id);
    await remove(transaction, id);
    return header && found ? { ...found, endedMs: endOf(header) } : null;
  });
  announceChange(id);
  return session;
}

/** Deletes all sessions, even those of a database that cannot be read. Calls that are on go on without a record. */
export async function eraseAllSessions(): Promise<void> {
  try {
    await transact("readwrite", async (transaction) => {
      await transaction.objectStore("sessions").clear();
      await transaction.objectStore("chunks").clear();
    });
  } catch {
    await deleteDatabase();
  }
  announceChange(ERASED);
}

/**
 * Deletes the finished sessions that are past their time: with "session" all of them, with "30-days" those that began,
 * or were brought here, more than 30 days ago.
 */
export async function pruneSessions(retention: Retention, nowMs: number): Promise<void> {
  if (retention === "forever") return;
  const pruned = await transact("readwrite", async (transaction) => {
    const headers = await transaction.objectStore("sessions").getAll();
    const past = headers.filter((header) => isPast(header, retention, nowMs));
    for (const { id } of past) await remove(transaction, id);
    return past.length;
  });
  if (pruned > 0) announceChange(null);
}

/** How many sessions {@link pruneSessions} would delete. */
export async function countPast(retention: Retention, nowMs: number): Promise<number> {
  if (retention === "forever") return 0;
  const headers = await transact("readonly", (transaction) => transaction.objectStore("sessions").getAll());
  return headers.filter((header) => isPast(header, retention, nowMs)).length;
}

function isPast({ startedMs, broughtMs = startedMs, endedMs }: StoredHeader, retention: Retention, nowMs: number) {
  if (endedMs === null) return false;
  return retention === "session" || broughtMs < nowMs - THIRTY_DAYS_MS;
}

/**
 * Ends the sessions that nobody ended, as after a crash, at their last written second: all that have no end but those
 * being `recorded`. Returns how many these were.
 */
export async function closeUnfinished(recorded: ReadonlySet<string>): Promise<number> {
  const closed = await transact("readwrite", async (transaction) => {
    const sessions = transaction.objectStore("sessions");
    const headers = await sessions.getAll();
    const unfinished = headers.filter(({ id, endedMs }) => endedMs === null && !recorded.has(id));
    for (const header of unfinished) await sessions.put({ ...header, endedMs: endOf(header) });
    return unfinished.length;
  });
  if (closed > 0) announceChange(null);
  return closed;
}

/** What the recorder has new of a session. */
export interface SessionProgress {
  /** Seconds covered so far. */
  readonly seconds: number;
  /** Null while the session goes on. */
  readonly endedMs: number | null;
  readonly site: string;
  readonly modelVersion: string;
  readonly participants: readonly SessionParticipant[];
  /** The minutes that have changed, by number. */
  readonly chunks: ReadonlyMap<number, Chunk>;
}

/** For the recorder: keeps a session that begins, with its first seconds. */
export async function beginSession(
  session: Pick<SessionHeader, "id" | "title" | "startedMs" | "notes">,
  { chunks, ...progress }: SessionProgress,
): Promise<void> {
  await transact("readwrite", async (transaction) => {
    await transaction.objectStore("sessions").add({ ...session, ...progress });
    await putChunks(transaction, session.id, chunks);
  });
  announceChange(session.id);
}

/** For the recorder: writes on. False when the session is not kept: it was deleted meanwhile. */
export async function continueSession(id: string, { chunks: changed, ...progress }: SessionProgress): Promise<boolean> {
  const isKept = await transact("readwrite", async (transaction) => {
    const sessions = transaction.objectStore("sessions");
    const header = await sessions.get(id);
    if (!header) return false;
    await sessions.put({ ...header, ...progress, ...notesWithin(header, progress) });
    await putChunks(transaction, id, changed);
    return true;
  });
  if (isKept) announceChange(id);
  return isKept;
}

type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<SessionSchema, ["sessions", "chunks"], Mode>;

/** Runs `work` in one transaction: all of it is stored or, when anything fails, nothing. */
async function transact<Mode extends "readonly" | "readwrite", Result>(
  mode: Mode,
  work: (transaction: Transaction<Mode>) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase();
  try {
    // On the disk before it is said to be: a power cut, too, must lose no more than seconds.
    const transaction = database.transaction(["sessions", "chunks"], mode, { durability: "strict" });
    const working = work(transaction).catch((error) => {
      abort(transaction);
      throw error;
    });
    const [result] = await Promise.all([working, transaction.done]);
    return result;
  } catch (error) {
    throw storeError(error);
  } finally {
    database.close();
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // What failed has aborted it already.
  }
}

async function read(transaction: Transaction<"readonly" | "readwrite">, id: string): Promise<Session | null> {
  const stored = await transaction.objectStore("sessions").get(id);
  if (!stored) return null;
  const { seconds, ...header } = stored;
  const chunks = transaction.objectStore("chunks");
  const [keys, values] = await Promise.all([chunks.getAllKeys(chunksOf(id)), chunks.getAll(chunksOf(id))]);
  const byMinute = new Map(values.map((chunk, i) => [keys[i]?.[1] ?? 0, chunk]));
  const tracks = joinChunks(byMinute, header.participants.length, seconds);
  const participants = header.participants.map((participant, i) => ({
    ...participant,
    track: tracks[i] ?? emptyTrack(seconds),
  }));
  return { ...header, participants };
}

async function replace(transaction: Transaction<"readwrite">, session: Session): Promise<void> {
  await remove(transaction, session.id);
  await transaction.objectStore("sessions").put(headerOf(session));
  await putChunks(transaction, session.id, cutTracks(session.participants.map(({ track }) => track)));
}

async function remove(transaction: Transaction<"readwrite">, id: string): Promise<void> {
  await transaction.objectStore("chunks").delete(chunksOf(id));
  await transaction.objectStore("sessions").delete(id);
}

async function putChunks(
  transaction: Transaction<"readwrite">,
  id: string,
  chunks: ReadonlyMap<number, Chunk>,
): Promise<void> {
  const store = transaction.objectStore("chunks");
  await Promise.all([...chunks].map(([minute, chunk]) => store.put(chunk, [id, minute])));
}

/** Where faces were gone before the call was, the session ends with the last of them, but no sooner than the user's notes. */
function notesWithin(
  { startedMs, notes }: StoredHeader,
  { endedMs, seconds }: Pick<SessionProgress, "endedMs" | "seconds">,
): Partial<SessionProgress> {
  const noted = Math.max(0, ...notes.map(({ second }) => second + 1));
  return endedMs !== null && noted > seconds ? { seconds: noted, endedMs: startedMs + 1000 * noted } : {};
}

function endOf({ startedMs, endedMs, seconds }: StoredHeader): number {
  return endedMs ?? startedMs + seconds * 1000;
}

async function deleteDatabase(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    deleteDB(DATABASE_NAME, { blocked: () => reject(new StoreError("blocked")) }).then(resolve, (error) =>
      reject(storeError(error)),
    );
  });
}

/** The keys of all of a session's chunks: an array sorts after every number. */
function chunksOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}
