import type { Retention } from "../messages/settings.ts";
import { recordedSessions } from "./recording-lock.ts";
import { closeUnfinished, pruneSessions } from "./store.ts";

/** Ends the sessions that a crash left open, and deletes those that are past their time. */
export async function tidySessions(retention: Retention): Promise<void> {
  await closeUnfinished(await recordedSessions());
  await pruneSessions(retention, Date.now());
}
