import browser from "webextension-polyfill";
import { loadSettings } from "../messages/settings.ts";
import { tidySessions } from "../session/tidy.ts";

/** In `storage.session`, which the browser empties when it starts and when the extension does. */
const TIDIED = "sessions-tidied";

/** Tidies the sessions when the browser starts and when the extension does: what a crash left open is ended at once. */
export function keepSessionsTidy(): void {
  browser.runtime.onStartup.addListener(tidyUp);
  browser.runtime.onInstalled.addListener(tidyUp);
}

/**
 * Ends what nobody records any more, and deletes what is past its time. To be called when somebody may look at the
 * sessions: the browser can lose the event of its start, and run on for months; the store may have refused, or failed at
 * a call's last writing.
 */
export async function tidyUp(): Promise<void> {
  try {
    const { retention } = await loadSettings();
    // What the last browser left is of calls that are over.
    await tidySessions(retention, !(TIDIED in (await browser.storage.session.get(TIDIED))));
  } catch {
    // Trouble with the store is told where sessions are listed and recorded.
    return;
  }
  await browser.storage.session.set({ [TIDIED]: true });
}
