// The content script: injected into every frame of a page when the user turns Countenance on for it.

import { readPage } from "./read-page.ts";

declare global {
  /** Aborts what this script has started in this page. Lives in the extension's own world, which pages can't see. */
  var countenance: AbortController | undefined;
}

// Injected again into a page it already reads, it does nothing.
if (!globalThis.countenance || globalThis.countenance.signal.aborted) {
  globalThis.countenance = new AbortController();
  readPage(globalThis.countenance);
}
