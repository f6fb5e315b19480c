import browser from "webextension-polyfill";

/** What the user chose; kept in `storage.local` under "settings". */
export interface Settings {
  /** The notice of first use was read. Nothing starts before. */
  readonly noticeRead: boolean;
  /** A badge on each tile of the page. */
  readonly badges: boolean;
}

export const DEFAULT_SETTINGS: Settings = { noticeRead: false, badges: false };

/** The stored settings over the defaults; what is stored but no longer known is ignored. */
export async function loadSettings(): Promise<Settings> {
  return merge((await browser.storage.local.get("settings")).settings);
}

export async function saveSettings(change: Partial<Settings>): Promise<void> {
  await browser.storage.local.set({ settings: { ...(await loadSettings()), ...change } });
}

/** Calls back with every change, in whichever page it was made, until the signal aborts. */
export function watchSettings(callback: (settings: Settings) => void, signal: AbortSignal): void {
  const listener = (changes: Record<string, browser.Storage.StorageChange>, area: string) => {
    if (area === "local" && changes.settings) callback(merge(changes.settings.newValue));
  };
  browser.storage.onChanged.addListener(listener);
  signal.addEventListener("abort", () => browser.storage.onChanged.removeListener(listener), { once: true });
}

function merge(stored: unknown): Settings {
  const found = typeof stored === "object" && stored !== null ? (stored as Partial<Settings>) : {};
  return {
    noticeRead: found.noticeRead === true,
    badges: found.badges === true,
  };
}
