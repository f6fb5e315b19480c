import browser from "webextension-polyfill";

/**
 * Whether a message or a connection comes from the extension's own pages or its service worker, and not from a content
 * script: that runs in the process of a page, which may be hostile.
 */
export function isFromExtension(sender: browser.Runtime.MessageSender | undefined): boolean {
  return sender?.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL("")) === true;
}
