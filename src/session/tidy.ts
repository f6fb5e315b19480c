import type { Retention } from "../messages/settings.ts";
import { recordedSessions } from "./recording-lock.ts";
import { closeUnfinished, pruneSessions } from "./store.ts";

/**
 * Ends the sessions that a crash left open, and deletes those that are past their time. What is kept until a call is over goes
 * when one is, be it by the crash: an import must not go because a call begins.
 */
export async function tidySessions(retention: Retention, isCallOver: boolean): Promise<void> {
  const ended = await closeUnfinished(await recordedSessions());
  if (retention === "session" && ended === 0 && !isCallOver) return;
  await pruneSessions(retention, Date.now());
}
