import browser from "webextension-polyfill";
import { loadSettings } from "../messages/settings.ts";
import { recordedSessions } from "../session/recording-lock.ts";
import { closeUnfinished, pruneSessions } from "../session/store.ts";

/** In `storage.session`, which the browser empties when it starts and when the extension does. */
const TIDIED = "sessions-tidied";

/** Tidies the sessions when the browser starts and when the extension does: what a crash left open is ended at once. */
export function keepSessionsTidy(): void {
  browser.runtime.onStartup.addListener(tidyOnce);
  browser.runtime.onInstalled.addListener(tidyOnce);
}

/**
 * Ends what nobody records any more, and deletes what is past its time unless that was done since the start. To be called
 * when somebody may look at the sessions: the browser can lose the event of its start, and the store may have refused,
 * or failed at a call's last writing.
 */
export async function tidyOnce(): Promise<void> {
  try {
    await closeUnfinished(await recordedSessions());
    if (TIDIED in (await browser.storage.session.get(TIDIED))) return;
    const { retention } = await loadSettings();
    await pruneSessions(retention, Date.now());
  } catch {
    // Trouble with the store is told where sessions are listed and recorded.
    return;
  }
  await browser.storage.session.set({ [TIDIED]: true });
}
