import { useEffect, useState } from "preact/hooks";
import { listSessions, mayConcern, watchSessions } from "../session/store.ts";

/** Whether the session of this id, once it was kept, still is: another page may delete it, and bring it back. */
export function useStillKept(id: string | null): boolean {
  const [gone, setGone] = useState<string | null>(null);
  useEffect(() => {
    if (id === null) return;
    const life = new AbortController();
    const look = async () => {
      const sessions = await listSessions();
      if (!life.signal.aborted) setGone(sessions.some((session) => session.id === id) ? null : id);
    };
    // What is wrong with the store is told where the session is opened.
    const lookIfCan = () => void look().catch(() => undefined);
    watchSessions((changed) => mayConcern(changed, id) && lookIfCan(), life.signal);
    lookIfCan();
    return () => life.abort();
  }, [id]);
  return id !== null && id !== gone;
}
