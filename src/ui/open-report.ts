import browser from "webextension-polyfill";

/** Shows a session's report: the tab that has it open already, else a new one. */
export async function openReport(sessionId: string): Promise<void> {
  const url = browser.runtime.getURL(`report/report.html?session=${encodeURIComponent(sessionId)}`);
  const [open] = await reportsOpen(url);
  if (!open) {
    await browser.tabs.create({ url });
    return;
  }
  await browser.tabs.update(open.tabId, { active: true });
  await browser.windows.update(open.windowId, { focused: true });
}

/** The extension's own pages can be found without the permission to see tabs' addresses, where the browser can tell. */
async function reportsOpen(url: string): Promise<{ readonly tabId: number; readonly windowId: number }[]> {
  if (!("getContexts" in chrome.runtime)) return [];
  return chrome.runtime.getContexts({ contextTypes: [chrome.runtime.ContextType.TAB], documentUrls: [url] });
}
