import browser from "webextension-polyfill";
import type { RuntimeMessage, StartResult } from "../messages/messages.ts";
import { parseRuntimeMessage } from "../messages/validate.ts";
import { ensureOffscreenDocument } from "./offscreen-document.ts";

// No state lives here: the browser ends the service worker whenever it likes. The offscreen document holds the calls.

browser.runtime.onMessage.addListener(
  (value: unknown, sender: browser.Runtime.MessageSender): Promise<StartResult> | undefined => {
    // Content scripts have no business here: only the extension's own pages start calls.
    if (sender.id !== browser.runtime.id || !sender.url?.startsWith(browser.runtime.getURL(""))) return undefined;
    const message = parseRuntimeMessage(value);
    if (message?.type === "start") return start(message.tabId);
    if (message?.type === "call-changed") void showBadge(message.tabId, message.on);
    return undefined;
  },
);

/** Begins reading a tab, whose `activeTab` permission the user gave by opening the popup on it. */
async function start(tabId: number): Promise<StartResult> {
  try {
    await ensureOffscreenDocument();
    await browser.runtime.sendMessage({ type: "prepare" } satisfies RuntimeMessage);
  } catch (error) {
    return { ok: false, why: "failed", detail: String(error) };
  }
  try {
    await browser.scripting.executeScript({ target: { tabId, allFrames: true }, files: ["content.js"] });
    return { ok: true };
  } catch (error) {
    return { ok: false, why: "not-allowed", detail: String(error) };
  }
}

async function showBadge(tabId: number, on: boolean): Promise<void> {
  try {
    await browser.action.setBadgeBackgroundColor({ tabId, color: "#2f6f5e" });
    await browser.action.setBadgeText({ tabId, text: on ? browser.i18n.getMessage("badgeOn") : "" });
  } catch {
    // The tab was closed: so was its badge.
  }
}
