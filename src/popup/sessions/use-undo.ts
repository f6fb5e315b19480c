import { useEffect, useMemo, useState } from "preact/hooks";
import type { Session } from "../../session/session.ts";

/** How long what was deleted can be brought back, in ms. */
const UNDO_MS = 10_000;

export interface Undo {
  readonly last: Session | null;
  readonly push: (deleted: Session) => void;
  readonly drop: (id: string) => void;
  /** While held, time stands still; then it begins anew. */
  readonly hold: (isHeld: boolean) => void;
}

/** The deleted sessions, in memory alone, until nothing was deleted or undone for some seconds. The same until they change. */
export function useUndo(): Undo {
  const [deleted, setDeleted] = useState<readonly Session[]>([]);
  const [isHeld, hold] = useState(false);

  useEffect(() => {
    if (deleted.length === 0 || isHeld) return;
    const timer = setTimeout(() => setDeleted([]), UNDO_MS);
    return () => clearTimeout(timer);
  }, [deleted, isHeld]);

  return useMemo(
    () => ({
      last: deleted.at(-1) ?? null,
      push: (session) => setDeleted((before) => [...before, session]),
      drop: (id) => {
        setDeleted((before) => before.filter((session) => session.id !== id));
        hold(false);
      },
      hold,
    }),
    [deleted],
  );
}
