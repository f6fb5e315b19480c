// An image on its way from a page to the one that analyses it. It waits in the service worker's memory until the page has opened:
// pictures are never stored.

import browser from "webextension-polyfill";
import type { RuntimeMessage } from "../messages/messages.ts";

/** An image of a page, or what became of it. */
export interface HandedImage {
  readonly name: string;
  /** Base64; null where it could not be had. */
  readonly dataUrl: string | null;
}

/** In ms. A page that has not asked by then never will; the service worker itself often ends sooner. */
const PATIENCE_MS = 60_000;

const waiting = new Map<string, HandedImage>();

/** In the service worker. Returns the key it waits under. */
export function handImage(image: HandedImage): string {
  const key = crypto.randomUUID();
  waiting.set(key, image);
  setTimeout(() => waiting.delete(key), PATIENCE_MS);
  return key;
}

/** In the service worker: gives it away. Null when there is none, or no longer. */
export function giveImage(key: string): HandedImage | null {
  const image = waiting.get(key) ?? null;
  waiting.delete(key);
  return image;
}

/** In the page: asks the service worker for it. Null when there is none, or no longer. */
export async function takeImage(key: string): Promise<HandedImage | null> {
  return browser.runtime.sendMessage({ type: "take-image", key } satisfies RuntimeMessage);
}
