import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { recordedSessions } from "../session/recording-lock.ts";
import type { Note, Participant, Session } from "../session/session.ts";
import {
  deleteSession,
  ERASED,
  loadSession,
  mayConcern,
  type OwnWords,
  putSession,
  removeParticipant,
  restoreParticipant,
  reviseSession,
  watchSessions,
} from "../session/store.ts";
import { StoreError } from "../session/store-error.ts";
import { storeSentence } from "../ui/store-trouble.ts";
import { t } from "../ui/words.ts";

/** What is known of the session whose report this is. */
export type Loaded =
  | { readonly state: "loading" }
  | { readonly state: "here"; readonly session: Session }
  /** There never was one of this id, as far as this page knows. */
  | { readonly state: "unknown" }
  /** It was here, and another page deleted it. */
  | { readonly state: "deleted" }
  /** This page deleted it and can bring it back for as long as it stays open. */
  | { readonly state: "undoable"; readonly session: Session }
  /** It cannot be read; the reason is a sentence with what to do. */
  | { readonly state: "trouble"; readonly reason: string };

/** Why the last change was not made, as a sentence, and the means to make it after all. */
interface Trouble {
  readonly words: string;
  readonly retry: () => void;
}

export interface SessionControls {
  readonly loaded: Loaded;
  /** Null when the last change was made. */
  readonly trouble: Trouble | null;
  /** Why what is shown may no longer be what is kept, as a sentence: it could not be read again. */
  readonly unread: string | null;
  readonly reload: () => void;
  readonly rename: (title: string) => void;
  readonly keepNotes: (notes: readonly Note[]) => void;
  /** Of the whole session. */
  readonly remove: () => void;
  readonly undo: () => void;
  /** Those this page took out of the session, and can bring back for as long as it stays open. */
  readonly removed: readonly Participant[];
  readonly removePerson: (participantId: string) => void;
  /** Brings back who was taken out last. */
  readonly restorePerson: () => void;
}

/** A session, followed while it is recorded or changed elsewhere, and the means to change it. */
export function useSession(id: string): SessionControls {
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const [removed, setRemoved] = useState<readonly Participant[]>([]);
  /** What the user wrote that is not in the store: on a full disk it stays on the page until it can be kept. */
  const unsaved = useRef<OwnWords>({});
  /** What the last read made of the last state: reads that overlap are dropped but for the newest. */
  const reading = useRef(0);

  const reload = useCallback(async (): Promise<void> => {
    const number = ++reading.current;
    const next = await load(id);
    if (number !== reading.current) return;
    setUnread(next.state === "trouble" ? next.reason : null);
    setLoaded((before) => {
      if (next.state === "here") return { ...next, session: { ...next.session, ...unsaved.current } };
      // A session that is shown stays, with what is being written to it; one that was deleted here is nowhere else.
      if (next.state === "trouble" && (before.state === "here" || before.state === "undoable")) return before;
      if (next.state !== "unknown") return next;
      if (before.state === "undoable" || before.state === "deleted") return before;
      return before.state === "here" ? { state: "deleted" } : next;
    });
  }, [id]);

  useEffect(() => {
    const life = new AbortController();
    watchSessions((changed) => {
      if (changed === ERASED) setLoaded((before) => (before.state === "undoable" ? { state: "deleted" } : before));
      if (mayConcern(changed, id)) void reload();
    }, life.signal);
    void reload();
    return () => life.abort();
  }, [id, reload]);

  useEffect(() => {
    const life = new AbortController();
    const warn = (event: Event) => Object.keys(unsaved.current).length > 0 && event.preventDefault();
    if (trouble) window.addEventListener("beforeunload", warn, { signal: life.signal });
    return () => life.abort();
  }, [trouble]);

  /** Shows at once what is about to be kept, so that the next change builds on it. */
  function write(words: OwnWords): void {
    unsaved.current = { ...unsaved.current, ...words };
    reading.current++;
    setLoaded((before) =>
      before.state === "here" ? { state: "here", session: { ...before.session, ...words } } : before,
    );
    change(save);
  }

  async function save(): Promise<void> {
    const words = unsaved.current;
    if (Object.keys(words).length === 0) return;
    await reviseSession(id, words);
    if (unsaved.current === words) unsaved.current = {};
  }

  /** Takes the warning of the change before with it: whoever leaves words unsaved must try those once more. */
  function change(work: () => Promise<void>): void {
    setTrouble(null);
    // What is changed is loaded anew as what other pages change is: the store tells everybody.
    work().catch((error) => {
      const words = `${t("changeNotKept")} ${storeSentence(error)}`;
      setTrouble({ words, retry: () => change(work) });
      return reload();
    });
  }

  return {
    loaded,
    trouble,
    unread,
    reload: () => void reload(),
    rename: (title) => write({ title }),
    keepNotes: (notes) => write({ notes: notes.toSorted((a, b) => a.second - b.second) }),
    remove: () =>
      change(async () => {
        const session = await deleteSession(id);
        setLoaded(session ? { state: "undoable", session } : { state: "deleted" });
      }),
    undo: () =>
      change(async () => {
        if (loaded.state !== "undoable") return;
        await putSession({ ...loaded.session, ...unsaved.current });
        unsaved.current = {};
      }),
    removed,
    removePerson: (participantId) =>
      change(async () => {
        // Deleted in mid-call and brought back, it seems over until the recorder writes on, with everybody.
        if ((await recordedSessions()).has(id)) throw new StoreError("blocked");
        const person = await removeParticipant(id, participantId);
        if (person) setRemoved((before) => [...before, person]);
        await save();
      }),
    restorePerson: () =>
      change(async () => {
        const last = removed.at(-1);
        if (!last) return;
        await restoreParticipant(id, last);
        setRemoved((before) => before.filter((person) => person !== last));
        await save();
      }),
  };
}

async function load(id: string): Promise<Loaded> {
  try {
    const session = await loadSession(id);
    return session ? { state: "here", session } : { state: "unknown" };
  } catch (error) {
    return { state: "trouble", reason: storeSentence(error) };
  }
}
