import browser from "webextension-polyfill";
import type { BackendChoice } from "../engine/backend.ts";
import { parseSettings } from "./parse-settings.ts";

/** What the user chose; kept in `storage.local` under "settings", for the extension's own pages and service worker alone. */
export interface Settings {
  /** The welcome page was gone through. Nothing starts before. */
  readonly welcomeDone: boolean;
  /** What for, as chosen on the welcome page; null before. */
  readonly purpose: Purpose | null;
  /** Whose faces are read. */
  readonly faces: "everyone" | "mine";
  /** Names are kept with a call; else they are shown while it lasts and forgotten. */
  readonly keepNames: boolean;
  /** Who is never read: names as pages show them, upper or lower case. */
  readonly leaveOut: readonly string[];
  /** A badge on each tile of the page. */
  readonly badges: boolean;
  /** Readings of a tile a second, at most. */
  readonly rate: Rate;
  /** What the expression model is to run on. */
  readonly backend: BackendChoice;
  /** How long a call is kept. "session": until it is over. */
  readonly retention: Retention;
  /** Hosts of the pages that are read without being asked, as in "meet.example.org". */
  readonly alwaysOn: readonly string[];
}

/** Leading calls; coaching or research with consent; one's own face; help with reading faces; just looking. */
export type Purpose = "leading" | "consent" | "own" | "faces" | "looking";
export type Rate = 1 | 4 | 8;
export type Retention = "session" | "30-days" | "forever";

/** The stored settings over the defaults. */
export async function loadSettings(): Promise<Settings> {
  return parseSettings((await browser.storage.local.get("settings")).settings);
}

/** Some of the settings; what adds to a list or takes from it does so to the one that is kept by then. */
export type SettingsChange = Partial<Settings> | ((now: Settings) => Partial<Settings>);

/** Changes some of the settings. */
export async function saveSettings(change: SettingsChange): Promise<void> {
  // Changes made at once, in one page or two, are made one after the other: none undoes another.
  await navigator.locks.request("settings", async () => {
    const now = await loadSettings();
    const changed = typeof change === "function" ? change(now) : change;
    await browser.storage.local.set({ settings: { ...now, ...changed } });
  });
}

/** Calls back with every change, in whichever page it was made, until the signal aborts. */
export function watchSettings(callback: (settings: Settings) => void, signal: AbortSignal): void {
  const listener = (changes: Record<string, browser.Storage.StorageChange>, area: string) => {
    if (area === "local" && changes.settings) callback(parseSettings(changes.settings.newValue));
  };
  browser.storage.onChanged.addListener(listener);
  signal.addEventListener("abort", () => browser.storage.onChanged.removeListener(listener), { once: true });
}
