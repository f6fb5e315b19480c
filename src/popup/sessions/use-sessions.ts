import { useEffect, useRef, useState } from "preact/hooks";
import type { SessionHeader } from "../../session/session.ts";
import { deleteSession, listSessions, putSession, reviseSession, watchSessions } from "../../session/store.ts";
import { storeError } from "../../session/store-error.ts";
import { troubleSentence } from "../../ui/store-trouble.ts";
import type { Undo } from "./use-undo.ts";

/** What is known of the kept sessions. */
export type Kept =
  | { readonly state: "loading" }
  | { readonly state: "listed"; readonly sessions: readonly SessionHeader[] }
  /** They cannot be read; the reason is a sentence with what to do. */
  | { readonly state: "trouble"; readonly reason: string };

export interface Sessions {
  readonly kept: Kept;
  /** Why the last change was not made, as a sentence; "" when it was. */
  readonly trouble: string;
  /** Reads them again. */
  readonly reload: () => void;
  readonly rename: (id: string, title: string) => void;
  /** At once, so that it holds even if the page closes: until then or for some seconds it can be undone. */
  readonly remove: (id: string) => void;
  /** Brings back what was deleted last. */
  readonly undo: () => void;
}

/** The kept sessions, followed while they change, and the means to change them. */
export function useSessions(deleted: Undo, onUndone: (id: string) => void): Sessions {
  const [kept, setKept] = useState<Kept>({ state: "loading" });
  const [trouble, setTrouble] = useState("");
  const reload = useRef(() => {});
  /** Titles, by session, that are not in the store: on a full disk they stay to be seen, and are kept with the next change that can be. */
  const unsaved = useRef(new Map<string, string>());

  useEffect(() => {
    const life = new AbortController();
    reload.current = oneAtATime(async () => {
      const next = await list();
      if (!life.signal.aborted) setKept(titled(next, unsaved.current));
    });
    watchSessions(() => reload.current(), life.signal);
    reload.current();
    return () => life.abort();
  }, []);

  function attempt(work: () => Promise<void>): void {
    setTrouble("");
    work().catch((error) => setTrouble(troubleSentence(storeError(error).trouble)));
  }

  function change(work: () => Promise<void>): void {
    attempt(() => work().then(saveTitles));
  }

  async function saveTitles(): Promise<void> {
    for (const [id, title] of unsaved.current) {
      await reviseSession(id, { title });
      if (unsaved.current.get(id) === title) unsaved.current.delete(id);
    }
  }

  return {
    kept,
    trouble,
    reload: () => reload.current(),
    rename: (id, title) => {
      unsaved.current.set(id, title);
      setKept((before) => titled(before, unsaved.current));
      attempt(saveTitles);
    },
    remove: (id) =>
      change(async () => {
        const session = await deleteSession(id);
        if (session) deleted.push({ ...session, title: unsaved.current.get(id) ?? session.title });
      }),
    undo: () =>
      change(async () => {
        const session = deleted.last;
        if (!session) return;
        await putSession(session);
        deleted.drop(session.id);
        onUndone(session.id);
      }),
  };
}

async function list(): Promise<Kept> {
  try {
    return { state: "listed", sessions: await listSessions() };
  } catch (error) {
    return { state: "trouble", reason: troubleSentence(storeError(error).trouble) };
  }
}

function titled(kept: Kept, titles: ReadonlyMap<string, string>): Kept {
  if (kept.state !== "listed" || titles.size === 0) return kept;
  const sessions = kept.sessions.map((session) => ({ ...session, title: titles.get(session.id) ?? session.title }));
  return { state: "listed", sessions };
}

/** Asked again while it works, it works once more afterwards, however often it was asked. */
function oneAtATime(work: () => Promise<void>): () => void {
  let isWorking = false;
  let isWanted = false;
  return async () => {
    isWanted = true;
    if (isWorking) return;
    isWorking = true;
    while (isWanted) {
      isWanted = false;
      await work();
    }
    isWorking = false;
  };
}
