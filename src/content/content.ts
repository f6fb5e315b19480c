// The content script: injected into every frame of a page when the user turns Countenance on for it.

import { readPage } from "./read-page.ts";

declare global {
  /** Aborts what this script has started in this page. Lives in the extension's own world, which pages can't see. */
  var countenance: AbortController | undefined;
}

// Injected again into a page it already reads, it does nothing; nor in a frame that is no page but a drawing.
if (!globalThis.countenance && document.documentElement instanceof HTMLElement) {
  const off = new AbortController();
  globalThis.countenance = off;
  // An aborted signal keeps the reason, the reason its stack, and the stack all that was there.
  off.signal.addEventListener("abort", () => {
    globalThis.countenance = undefined;
  });
  readPage(off);
}
