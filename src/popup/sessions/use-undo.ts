import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Session } from "../../session/session.ts";
import { ERASED, watchSessions } from "../../session/store.ts";

/** How long what was deleted can be brought back, in ms. */
const UNDO_MS = 10_000;

export interface Undo {
  readonly last: Session | null;
  readonly push: (deleted: Session) => void;
  /** The last one, to be brought back; null when there is none. */
  readonly take: () => Session | null;
  /** It could not be brought back: it stays until it can be, however long that takes. */
  readonly putBack: (taken: Session) => void;
  /** While held, time stands still; then it begins anew. */
  readonly hold: (isHeld: boolean) => void;
}

/**
 * The deleted sessions, in memory alone, until nothing was deleted or undone for some seconds, or everything is erased. The
 * same until they change.
 */
export function useUndo(): Undo {
  const [deleted, setDeleted] = useState<readonly Session[]>([]);
  const [isHeld, hold] = useState(false);
  const [isStuck, setIsStuck] = useState(false);
  /** What `deleted` is next: two presses of a key may come before it is drawn. */
  const latest = useRef(deleted);
  const change = useCallback((next: readonly Session[]) => {
    latest.current = next;
    setDeleted(next);
  }, []);

  useEffect(() => {
    if (deleted.length === 0 || isHeld || isStuck) return;
    const timer = setTimeout(() => change([]), UNDO_MS);
    return () => clearTimeout(timer);
  }, [deleted, isHeld, isStuck, change]);

  useEffect(() => {
    const life = new AbortController();
    const forget = () => {
      change([]);
      setIsStuck(false);
      // What the pointer was on has gone, and it can't leave that.
      hold(false);
    };
    watchSessions((changed) => changed === ERASED && forget(), life.signal);
    return () => life.abort();
  }, [change]);

  return useMemo(
    () => ({
      last: deleted.at(-1) ?? null,
      push: (session) => change([...latest.current, session]),
      take: () => {
        const last = latest.current.at(-1) ?? null;
        change(latest.current.slice(0, -1));
        // Another may be left that could not be brought back.
        setIsStuck((was) => was && latest.current.length > 0);
        hold(false);
        return last;
      },
      putBack: (session) => {
        change([...latest.current, session]);
        setIsStuck(true);
      },
      hold,
    }),
    [deleted, change],
  );
}
