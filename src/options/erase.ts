import { deleteDB } from "idb";
import browser from "webextension-polyfill";
import { watchSites } from "../background/always-on.ts";
import { closeOffscreenDocument } from "../background/offscreen-document.ts";
import type { RuntimeMessage } from "../messages/messages.ts";
import { DEFAULT_SETTINGS } from "../messages/parse-settings.ts";
import { eraseAllSessions } from "../session/store.ts";

/**
 * Ends all calls and erases all that the extension keeps in this browser: sessions, settings, and the permissions it
 * was given. Throws when something could not be erased; all the rest is.
 */
export async function eraseEverything(): Promise<void> {
  // First, so that nothing writes on. Where no call has been, nobody answers.
  await browser.runtime.sendMessage({ type: "end-calls" } satisfies RuntimeMessage).catch(() => undefined);
  await closeOffscreenDocument();
  // Also what nothing is kept in: the promise is that nothing is left.
  const results = await Promise.allSettled([
    eraseAllSessions().then(deleteDatabases),
    // Before the permissions: sites that are always on would be struck off a list that is no more.
    browser.storage.local.clear().then(giveBackPermissions),
    browser.storage.session.clear(),
    browser.storage.sync.clear(),
    deleteCaches(),
    deleteFiles(),
    watchSites(DEFAULT_SETTINGS),
  ]);
  localStorage.clear();
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}

async function deleteDatabases(): Promise<void> {
  const databases = await indexedDB.databases();
  await Promise.all(databases.map(({ name }) => name !== undefined && deleteDatabase(name)));
}

/** One that a page has open is empty by now, and goes when the page does. */
async function deleteDatabase(name: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    deleteDB(name, { blocked: () => resolve() }).then(resolve, reject);
  });
}

async function deleteCaches(): Promise<void> {
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

async function deleteFiles(): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  for await (const name of folder.keys()) await folder.removeEntry(name, { recursive: true });
}

async function giveBackPermissions(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  if (origins.length > 0) await browser.permissions.remove({ origins });
}
