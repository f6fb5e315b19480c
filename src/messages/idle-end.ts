// That a tab's last call ended by itself. It is kept in `storage.session`, which is memory alone and outlives the offscreen
// document: whoever comes back to the call after half an hour is to learn why nothing is read.

import browser from "webextension-polyfill";

const PREFIX = "idle-end-";

/** Remembers of a tab whether its last call ended for want of a face, and on which site that was. */
export async function rememberEnd(tabId: number, isIdle: boolean): Promise<void> {
  const key = PREFIX + tabId;
  await (isIdle ? browser.storage.session.set({ [key]: await siteOf(tabId) }) : browser.storage.session.remove(key));
}

/**
 * The site that the tab shows, as in "https://meet.example.org", if its last call ended there for want of a face; "" for one
 * that may not be known; else null.
 */
export async function endedIdle(tabId: number): Promise<string | null> {
  const key = PREFIX + tabId;
  const { [key]: site } = await browser.storage.session.get(key);
  return typeof site === "string" && site === (await siteOf(tabId)) ? site : null;
}

/** Tells what {@link endedIdle} does, now and whenever a call ends or begins until the signal aborts. */
export function watchIdleEnd(tabId: number, onChange: (site: string | null) => void, signal: AbortSignal): void {
  const tell = async () => {
    const site = await endedIdle(tabId);
    if (!signal.aborted) onChange(site);
  };
  browser.storage.session.onChanged.addListener(tell);
  signal.addEventListener("abort", () => browser.storage.session.onChanged.removeListener(tell), { once: true });
  void tell();
}

/** The origin of the tab's page, where the extension may know it: where it is read, and where the popup is opened. */
async function siteOf(tabId: number): Promise<string> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  return URL.parse(tab?.url ?? "")?.origin ?? "";
}
