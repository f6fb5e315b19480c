import { useEffect, useState } from "preact/hooks";
import type { Moment } from "../session/moments.ts";
import type { Session } from "../session/session.ts";

/** What a session's seconds add up to, of those who count. */
export interface Findings {
  readonly moments: readonly Moment[];
  /** By participant; null where there was too little to compare. */
  readonly steadiness: ReadonlyMap<string, number | null>;
}

/** Null until they are found; while others are looked for, or those to look for are, the last ones stay. */
export function useFindings(participants: Session["participants"] | null): Findings | null {
  const [findings, setFindings] = useState<Findings | null>(null);
  useEffect(() => {
    if (!participants) return;
    const worker = new Worker(new URL("../ui/findings-worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Findings>) => {
      setFindings(data);
      worker.terminate();
    });
    worker.postMessage(participants);
    // What it is still looking for, nobody wants any more.
    return () => worker.terminate();
  }, [participants]);
  return findings;
}
