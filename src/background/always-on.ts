import browser from "webextension-polyfill";
import { hostPattern } from "../messages/parse-settings.ts";
import { loadSettings, type Settings, saveSettings } from "../messages/settings.ts";

const SCRIPT_ID = "always-on";

/** Has the browser run a small script in the pages and frames of the sites that are always on, and of no others. */
export async function watchSites({ alwaysOn }: Settings): Promise<void> {
  // Changes that come close together are made one after the other, each to the end.
  await navigator.locks.request("always-on", async () => {
    const matches = alwaysOn.map(hostPattern);
    const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] });
    // A page that loads just now would be missed. The browser gives them back in an order of its own.
    if (sameSites(registered?.matches ?? [], matches)) return;
    const script = { id: SCRIPT_ID, matches, js: ["always-on.js"], allFrames: true };
    if (matches.length === 0) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] });
    else if (registered) await browser.scripting.updateContentScripts([script]);
    else await browser.scripting.registerContentScripts([script]);
  });
}

function sameSites(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}

/** Sites that the user has taken the permission from, as in the browser's own settings, are no longer always on. */
export async function forgetForbiddenSites(): Promise<void> {
  const { alwaysOn } = await loadSettings();
  const allowed = await Promise.all(
    alwaysOn.map((host) => browser.permissions.contains({ origins: [hostPattern(host)] })),
  );
  const forbidden = alwaysOn.filter((_, i) => !allowed[i]);
  if (forbidden.length === 0) return;
  await saveSettings((now) => ({ alwaysOn: now.alwaysOn.filter((host) => !forbidden.includes(host)) }));
}
