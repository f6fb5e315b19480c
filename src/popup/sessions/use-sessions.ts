import { useEffect, useRef, useState } from "preact/hooks";
import type { SessionHeader } from "../../session/session.ts";
import { deleteSession, listSessions, putSession, reviseSession, watchSessions } from "../../session/store.ts";
import { storeSentence } from "../../ui/store-trouble.ts";
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
  /** Why the list that is shown may be an old one, as a sentence; "" when it is not. */
  readonly unread: string;
  /** Reads them again. */
  readonly reload: () => void;
  readonly rename: (id: string, title: string) => void;
  /** At once, so that it holds even if the page closes: until then or for some seconds it can be undone. */
  readonly remove: (id: string) => void;
  /** Brings back what was deleted last. */
  readonly undo: () => void;
}

interface SessionsOptions {
  readonly deleted: Undo;
  /**
   * Titles, by session, that are not in the store: on a full disk they stay to be seen, after a look at the call, too, and
   * are kept with the next change that can be.
   */
  readonly unsaved: Map<string, string>;
  readonly onUndone: (id: string) => void;
}

/** The kept sessions, followed while they change, and the means to change them. */
export function useSessions({ deleted, unsaved, onUndone }: SessionsOptions): Sessions {
  const [kept, setKept] = useState<Kept>({ state: "loading" });
  const [trouble, setTrouble] = useState("");
  const [unread, setUnread] = useState("");
  const reload = useRef(() => {});

  useEffect(() => {
    const life = new AbortController();
    reload.current = oneAtATime(async () => {
      const next = await list();
      if (life.signal.aborted) return;
      // A list that is shown stays, with what is being written in it.
      setKept((before) => (next.state === "trouble" && isShown(before) ? before : titled(next, unsaved)));
      setUnread(next.state === "trouble" ? next.reason : "");
    });
    watchSessions(() => reload.current(), life.signal);
    reload.current();
    return () => life.abort();
  }, [unsaved]);

  // As after a look at the call: what could not be kept then.
  useEffect(() => {
    saveTitles(unsaved).catch((error) => setTrouble(storeSentence(error)));
  }, [unsaved]);

  /** What was in the way before is told until there is an end to it: an alert that comes and goes interrupts who writes a title. */
  function attempt(work: () => Promise<void>): void {
    work().then(
      () => setTrouble(""),
      (error) => setTrouble(storeSentence(error)),
    );
  }

  function change(work: () => Promise<void>): void {
    // The same trouble is to be told again.
    setTrouble("");
    attempt(() => work().then(() => saveTitles(unsaved)));
  }

  return {
    kept,
    trouble,
    unread,
    reload: () => reload.current(),
    rename: (id, title) => {
      unsaved.set(id, title);
      setKept((before) => titled(before, unsaved));
      attempt(() => saveTitles(unsaved));
    },
    remove: (id) =>
      change(async () => {
        const session = await deleteSession(id);
        if (session) deleted.push({ ...session, title: unsaved.get(id) ?? session.title });
      }),
    undo: () =>
      change(async () => {
        const session = deleted.take();
        if (!session) return;
        await putSession(session).catch((error) => {
          deleted.putBack(session);
          throw error;
        });
        onUndone(session.id);
      }),
  };
}

async function saveTitles(unsaved: Map<string, string>): Promise<void> {
  for (const [id, title] of unsaved) {
    await reviseSession(id, { title });
    if (unsaved.get(id) === title) unsaved.delete(id);
  }
}

async function list(): Promise<Kept> {
  try {
    return { state: "listed", sessions: await listSessions() };
  } catch (error) {
    return { state: "trouble", reason: storeSentence(error) };
  }
}

function isShown(kept: Kept): boolean {
  return kept.state === "listed" && kept.sessions.length > 0;
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
