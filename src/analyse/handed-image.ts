// An image on its way from a page to the one that analyses it. It waits in `storage.session`, which is memory alone, until the page
// has opened.

import browser from "webextension-polyfill";

/** An image of a page, or what became of it. */
export interface HandedImage {
  readonly name: string;
  /** Base64; null where it could not be had. */
  readonly dataUrl: string | null;
}

const PREFIX = "image:";

/** Returns the key it waits under. */
export async function handImage(image: HandedImage): Promise<string> {
  const key = crypto.randomUUID();
  await browser.storage.session.set({ [PREFIX + key]: image });
  return key;
}

/** Null when there is none, or no longer. */
export async function takeImage(key: string): Promise<HandedImage | null> {
  const stored = (await browser.storage.session.get(PREFIX + key))[PREFIX + key] as HandedImage | undefined;
  await browser.storage.session.remove(PREFIX + key);
  return stored ?? null;
}
