// Who is recording what, told by locks: the browser releases them however the recording document ends.

const PREFIX = "recording:";

/** Marks the session as being recorded until the signal aborts or this document goes. */
export function holdRecordingLock(sessionId: string, signal: AbortSignal): void {
  const ended = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  void navigator.locks.request(PREFIX + sessionId, () => ended);
}

/** The sessions that are being recorded just now, in any document of the extension. */
export async function recordedSessions(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? name.slice(PREFIX.length) : [])));
}

/** Resolves when those that are being recorded now no longer are: of a document that goes, the browser takes its time to release them. */
export async function recordingsEnd(): Promise<void> {
  for (const id of await recordedSessions()) await navigator.locks.request(PREFIX + id, () => undefined);
}
