const CHANNEL = "sessions";

/** In a session's place: all are erased, and none is to be brought back. */
export const ERASED = "erased";

/** Whether what watchers were told may be about the session of this id. */
export function mayConcern(changed: string | null, id: string): boolean {
  return changed === null || changed === ERASED || changed === id;
}

/** Tells all pages of the extension that a session was begun, written, changed or deleted; null for many at once. */
export function announceChange(sessionId: string | null): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(sessionId);
  channel.close();
}

/**
 * Calls back, until the signal aborts, whenever a session was begun, written, changed or deleted, in whichever page or
 * worker of the extension that happened: with the session's id, null when it may have been any, or {@link ERASED}. A
 * session that is being recorded is written every few seconds.
 */
export function watchSessions(callback: (sessionId: string | null) => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", ({ data }: MessageEvent<string | null>) => callback(data));
  signal.addEventListener("abort", () => channel.close(), { once: true });
}
