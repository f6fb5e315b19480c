import browser from "webextension-polyfill";
import { handImage } from "../messages/handed-image.ts";
import { pictureInTab } from "./picture-in-tab.ts";

const MENU_ID = "analyse-image";

/** An entry in the menu of images on pages, which opens the image in the page that analyses files. */
export function offerToAnalyseImages(): void {
  browser.runtime.onInstalled.addListener(offer);
  // The browser may speak another language than before.
  browser.runtime.onStartup.addListener(offer);
  browser.contextMenus.onClicked.addListener(({ menuItemId, srcUrl, frameId }, tab) => {
    if (menuItemId === MENU_ID && srcUrl && tab?.id !== undefined) void analyse(srcUrl, tab, frameId ?? 0);
  });
}

function offer(): void {
  const title = browser.i18n.getMessage("analyseImage");
  browser.contextMenus.create({ id: MENU_ID, title, contexts: ["image"] }, () => {
    // The browser remembers entries: then it is there already, as it was.
    if (browser.runtime.lastError) void browser.contextMenus.update(MENU_ID, { title });
  });
}

async function analyse(url: string, tab: browser.Tabs.Tab, frameId: number): Promise<void> {
  const dataUrl = await pictureInTab(url, tab, frameId);
  const key = handImage({ name: nameOf(url), dataUrl });
  await browser.tabs.create({
    url: browser.runtime.getURL(`analyse/analyse.html?image=${key}`),
    index: tab.index + 1,
    ...(tab.id !== undefined && { openerTabId: tab.id }),
  });
}

/** The file's name in the address; of an address that has none the host's, and of one that holds the picture itself "image.png", as pasted ones are called. */
function nameOf(url: string): string {
  const address = URL.parse(url);
  const last = url.startsWith("data:") ? "" : address?.pathname.split("/").pop();
  const name = last || address?.hostname || "image.png";
  try {
    return decodeURIComponent(name).slice(0, 120);
  } catch {
    return name.slice(0, 120);
  }
}
