import browser from "webextension-polyfill";
import { loadSettings } from "../messages/settings.ts";
import { tidySessions } from "../session/tidy.ts";

/** Tidies the sessions when the browser starts and when the extension does: what a crash left open is ended at once. */
export function keepSessionsTidy(): void {
  browser.runtime.onStartup.addListener(tidy);
  browser.runtime.onInstalled.addListener(tidy);
}

async function tidy(): Promise<void> {
  const { retention } = await loadSettings();
  // Trouble with the store is told where sessions are listed and recorded.
  await tidySessions(retention).catch(() => undefined);
}
