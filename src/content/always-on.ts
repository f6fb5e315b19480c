// On the pages of "always on" sites: asks for the content script, in the way the popup does on others. Both share a world.

import browser from "webextension-polyfill";
import type { RuntimeMessage } from "../messages/messages.ts";
import { PageTrees } from "./page-trees.ts";

/** How often new shadow trees are looked for, in ms: all day, on pages that are read and on those that are not. */
const TREES_INTERVAL_MS = 5000;
/**
 * Thirty cameras that begin at once ask for reading to go on once, and once more this much later, in ms: by then the page is
 * read, unless its last call was only about to end.
 */
const RESUMES_APART_MS = 3000;

declare global {
  interface Document {
    /** Chromium's own, and not yet in TypeScript's library. */
    readonly prerendering?: boolean;
  }
}

// Frames come and go while the page is being read, or is not to be: the page alone asks.
if (window === top) {
  // A page that the browser makes ready before anybody goes there may never be seen.
  if (document.prerendering) document.addEventListener("prerenderingchange", () => ask("start-here"), { once: true });
  else ask("start-here");
  // Going back to a page that the browser has kept is coming to it anew.
  addEventListener("pageshow", ({ persisted }) => persisted && ask("start-here"));
}
// Pages stay open all day: their call may have ended for want of a face, and the next one has just begun, in a frame perhaps.
const life = new AbortController();
let resting: ReturnType<typeof setTimeout> | undefined;
let isAskedFor = false;
const trees = new PageTrees((tree, gone) => {
  const played = ({ target }: Event) => isFilm(target as Element) && resume();
  tree.addEventListener("playing", played, { capture: true, passive: true, signal: gone });
  // It has just been found, and one may be playing already.
  if ([...tree.querySelectorAll("video")].some((video) => isFilm(video) && isPlaying(video))) resume();
}, life.signal);
trees.look();
const timer = setInterval(() => {
  // After the extension was reloaded this script belongs to none any more.
  if (browser.runtime.id) return trees.look();
  clearInterval(timer);
  life.abort();
}, TREES_INTERVAL_MS);

/** Chimes play, too, and what decorates a page plays again and again. `instanceof` would not tell of another window's. */
function isFilm(element: Element): boolean {
  return element.localName === "video" && !element.hasAttribute("loop");
}

function isPlaying({ paused, readyState }: HTMLVideoElement): boolean {
  return !paused && readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
}

/** Asks for reading to go on: at once, and then for all that comes in a while together. */
function resume(): void {
  if (globalThis.countenance) return;
  isAskedFor = resting !== undefined;
  if (isAskedFor) return;
  ask("resume-here");
  resting = setTimeout(() => {
    resting = undefined;
    if (isAskedFor) resume();
  }, RESUMES_APART_MS);
}

function ask(type: "start-here" | "resume-here"): void {
  if (!browser.runtime.id) return;
  browser.runtime.sendMessage({ type } satisfies RuntimeMessage).catch(() => undefined);
}
