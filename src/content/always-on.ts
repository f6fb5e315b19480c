// On the pages of "always on" sites: asks for the content script, in the way the popup does on others. Both share a world.

import browser from "webextension-polyfill";
import type { RuntimeMessage } from "../messages/messages.ts";

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
document.addEventListener("playing", () => globalThis.countenance || ask("resume-here"), {
  capture: true,
  passive: true,
});

function ask(type: "start-here" | "resume-here"): void {
  // After the extension was reloaded this script belongs to none any more.
  if (!browser.runtime.id) return;
  browser.runtime.sendMessage({ type } satisfies RuntimeMessage).catch(() => undefined);
}
