// On the pages of "always on" sites: asks for the content script, in the way the popup does on others.

import browser from "webextension-polyfill";
import type { RuntimeMessage } from "../messages/messages.ts";

// The extension may have been reloaded just now: then its next page asks.
browser.runtime.sendMessage({ type: "start-here" } satisfies RuntimeMessage).catch(() => undefined);
