import browser from "webextension-polyfill";
import { giveImage, type HandedImage } from "../messages/handed-image.ts";
import { endedIdle, rememberEnd } from "../messages/idle-end.ts";
import type { CallChange, RuntimeMessage, StartResult } from "../messages/messages.ts";
import { isAlwaysOn } from "../messages/parse-settings.ts";
import { isFromExtension } from "../messages/sender.ts";
import { loadSettings, type Settings, watchSettings } from "../messages/settings.ts";
import { parseRuntimeMessage } from "../messages/validate.ts";
import { recordingsEnd } from "../session/recording-lock.ts";
import { forgetForbiddenSites, watchSites } from "./always-on.ts";
import { offerToAnalyseImages } from "./analyse-image.ts";
import { keepSessionsTidy, tidyUp } from "./keep-sessions-tidy.ts";
import { ensureOffscreenDocument, isOffscreenDocumentOpen } from "./offscreen-document.ts";

// The browser ends the service worker whenever it likes: the offscreen document holds the calls. What is here lasts while it is needed.

/** The starts under way, and their tabs; one that is taken back is no longer among them. The offscreen document may not be there to hear of it. */
const underWay = new Map<string, number>();

browser.runtime.onMessage.addListener(
  (value: unknown, sender: browser.Runtime.MessageSender): Promise<StartResult | HandedImage | null> | undefined => {
    if (sender.id !== browser.runtime.id) return undefined;
    const message = parseRuntimeMessage(value);
    if (message?.type === "start-here") void startHere(sender);
    if (message?.type === "resume-here") void resumeHere(sender);
    if (message?.type === "new-frames") void readNewFrames(sender);
    if (message?.type === "cut-off") void endIfLost(sender);
    // Other than that content scripts have no business here: only the extension's own pages start calls.
    if (!isFromExtension(sender)) return undefined;
    if (message?.type === "start") return start(message.tabId, message.start);
    if (message?.type === "take-image") return Promise.resolve(giveImage(message.key));
    if (message?.type === "stop") takeBack(message.tabId);
    if (message?.type === "prepare") {
      void tidyUp();
      // What goes wrong is told when the call is to begin.
      prepare().catch(() => undefined);
    }
    if (message?.type === "call-changed") void followCall(message.tabId, message.change);
    return undefined;
  },
);

// A page that has broken into its content scripts is to read no settings, and to change none.
void chrome.storage.local.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" });

watchSettings((settings) => {
  // Without an offscreen document there is nobody to tell.
  passOn(settings).catch(() => undefined);
  void watchSites(settings);
}, new AbortController().signal);

browser.runtime.onInstalled.addListener(async ({ reason }) => {
  // A new version begins without the scripts that the old one had registered.
  await watchSites(await loadSettings());
  if (reason === "install") await browser.tabs.create({ url: browser.runtime.getURL("welcome/welcome.html") });
});

// The browser may have been ended when a site was on the list, and not yet watched.
browser.runtime.onStartup.addListener(async () => watchSites(await loadSettings()));

browser.permissions.onRemoved.addListener(() => void forgetForbiddenSites());

keepSessionsTidy();
offerToAnalyseImages();

/** Begins reading the tab of a page that asks for it, if its site is always on. */
async function startHere({ tab, url }: Pick<browser.Runtime.MessageSender, "tab" | "url">): Promise<void> {
  if (tab?.id !== undefined && isAlwaysOn(await loadSettings(), url)) await start(tab.id, crypto.randomUUID());
}

/** As {@link startHere}, unless the user has turned it off there or wants it to stay off. A frame asks for the page that it is in. */
async function resumeHere({ tab }: browser.Runtime.MessageSender): Promise<void> {
  if (tab?.id !== undefined && (await endedIdle(tab.id)) !== null) await startHere({ tab, url: tab.url });
}

/** Begins reading a tab, whose `activeTab` permission the user gave by opening the popup on it. */
async function start(tabId: number, name: string): Promise<StartResult> {
  underWay.set(name, tabId);
  try {
    if (!(await prepare())) return { ok: false, why: "not-welcomed", detail: "" };
    if (!underWay.has(name)) return { ok: false, why: "failed", detail: "Taken back." };
    await browser.runtime.sendMessage({ type: "expect", tabId, start: name } satisfies RuntimeMessage);
  } catch (error) {
    return { ok: false, why: "failed", detail: String(error) };
  } finally {
    underWay.delete(name);
  }
  try {
    await inject(tabId);
    return { ok: true };
  } catch (error) {
    return { ok: false, why: "not-allowed", detail: String(error) };
  }
}

/** Whoever began them: the tab is off. */
function takeBack(tabId: number): void {
  for (const [name, tab] of underWay) if (tab === tabId) underWay.delete(name);
}

/** Has the frames join that came after the call began. Should it have ended meanwhile, nobody lets them in. */
async function readNewFrames({ tab }: browser.Runtime.MessageSender): Promise<void> {
  // The page may be gone, or no longer one that may be read.
  if (tab?.id !== undefined) await inject(tab.id).catch(() => undefined);
}

/** Gives the content script to all frames of the tab; where it is already it does nothing. */
async function inject(tabId: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId, allFrames: true }, files: ["content.js"] });
}

/** Has the engine load, which takes the longest; false where nothing may begin yet. */
async function prepare(): Promise<boolean> {
  if (!(await loadSettings()).welcomeDone) return false;
  await ensureOffscreenDocument();
  // Only now: what was changed while the document opened, nobody was there to hear of.
  await passOn(await loadSettings());
  return true;
}

async function passOn(settings: Settings): Promise<void> {
  await browser.runtime.sendMessage({ type: "settings", settings } satisfies RuntimeMessage);
}

async function followCall(tabId: number, change: CallChange): Promise<void> {
  // The tab was closed, and its badge with it; or the browser closes.
  await Promise.allSettled([showBadge(tabId, change === "begun"), rememberEnd(tabId, change === "ended-idle")]);
}

/**
 * Ends what an offscreen document could not that crashed: nothing is to go on claiming that the tab is read and recorded. Of a call
 * that has ended as it should nothing does, and where all was erased with it nothing is to be written.
 */
async function endIfLost({ tab }: browser.Runtime.MessageSender): Promise<void> {
  if (tab?.id === undefined || (await isOffscreenDocumentOpen())) return;
  if ((await browser.action.getBadgeText({ tabId: tab.id })) === "") return;
  await followCall(tab.id, "ended");
  await recordingsEnd();
  await tidyUp();
}

async function showBadge(tabId: number, on: boolean): Promise<void> {
  await browser.action.setBadgeBackgroundColor({ tabId, color: "#2f6f5e" });
  await browser.action.setBadgeText({ tabId, text: on ? browser.i18n.getMessage("badgeOn") : "" });
}
