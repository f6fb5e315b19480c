// On the pages of "always on" sites: asks for the content script, in the way the popup does on others. Both share a world.

import browser from "webextension-polyfill";
import type { RuntimeMessage } from "../messages/messages.ts";

ask("start-here");
// Pages stay open all day: their call may have ended for want of a face, and the next one has just begun.
document.addEventListener("playing", () => globalThis.countenance || ask("resume-here"), {
  capture: true,
  passive: true,
});

function ask(type: "start-here" | "resume-here"): void {
  // After the extension was reloaded this script belongs to none any more.
  if (!browser.runtime.id) return;
  browser.runtime.sendMessage({ type } satisfies RuntimeMessage).catch(() => undefined);
}
