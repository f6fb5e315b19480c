// That a tab's last call ended by itself. It is kept in `storage.session`, which is memory alone and outlives the offscreen
// document: whoever comes back to the call after half an hour is to learn why nothing is read.

import browser from "webextension-polyfill";

const PREFIX = "idle-end-";

/** Remembers of a tab whether its last call ended for want of a face. */
export async function rememberEnd(tabId: number, isIdle: boolean): Promise<void> {
  const key = PREFIX + tabId;
  await (isIdle ? browser.storage.session.set({ [key]: true }) : browser.storage.session.remove(key));
}

/** Whether the tab's last call ended for want of a face. */
export async function endedIdle(tabId: number): Promise<boolean> {
  const key = PREFIX + tabId;
  return key in (await browser.storage.session.get(key));
}

/** Tells, now and whenever it changes until the signal aborts, whether the tab's last call ended for want of a face. */
export function watchIdleEnd(tabId: number, onChange: (isIdle: boolean) => void, signal: AbortSignal): void {
  const tell = async () => {
    const isIdle = await endedIdle(tabId);
    if (!signal.aborted) onChange(isIdle);
  };
  browser.storage.session.onChanged.addListener(tell);
  signal.addEventListener("abort", () => browser.storage.session.onChanged.removeListener(tell), { once: true });
  void tell();
}
