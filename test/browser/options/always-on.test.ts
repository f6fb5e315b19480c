// "Always on" for a site: the permission is the browser's own, asked for and given back by the options page. Its
// question can't be answered by a program; but it is not put where the permission is there. So an earlier version of
// the extension, installed first, has the site for its own; what it was given stays, and can be given back.

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame, Page } from "puppeteer";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { fillIn, welcomePage } from "../../../scripts/welcome.mjs";
import { evaluateIn, offscreenDocument } from "../session/kept-call.ts";

const SITE = "meet.example.test";
const PATIENCE = { timeout: 30_000, interval: 100 };

let folder: string;
let browser: Awaited<ReturnType<typeof launchBrowser>>;
let extensionId: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "countenance-"));
  await cp(EXTENSION, folder, { recursive: true });
  const manifest = await readFile(join(folder, "manifest.json"), "utf8");
  const earlier = { ...JSON.parse(manifest), host_permissions: [`https://${SITE}/*`] };
  await writeFile(join(folder, "manifest.json"), JSON.stringify(earlier));
  browser = await launchBrowser();
  extensionId = await browser.installExtension(folder);
  await welcomePage(browser, extensionId);
  await writeFile(join(folder, "manifest.json"), manifest);
  expect(await browser.installExtension(folder)).toBe(extensionId);
});
afterEach(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

async function openOptions(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/options/options.html`);
  await page.waitForSelector("main");
  return page;
}

/** By the link of the options page: the page that opened by itself went with the earlier version. */
async function goThroughWelcome(): Promise<void> {
  const page = await openOptions();
  await page.click(".options-banner a");
  await page.waitForSelector("form.set-up");
  await fillIn(page, "leading");
  await page.close();
}

/** Types the site, presses Enter, and waits until it is on the list. */
async function add(options: Page, text: string): Promise<void> {
  const [, field] = await options.$$(".name-list input");
  await field?.type(text);
  await options.keyboard.press("Enter");
  await options.waitForSelector(`[aria-label="Remove: ${SITE}"]`);
}

/** A page of the site, as a server would give it. */
const openSite = (path = "/room") => openPage(`https://${SITE}${path}`);

async function openPage(url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    void request.respond({ contentType: "text/html", body: "<!doctype html><title>A call</title>" });
  });
  await page.goto(url);
  return page;
}

/** What the toolbar button says on the tab of that page. */
const badge = async (options: Page) => badgeOf(options, await tabId(options));

const tabId = (options: Page) =>
  options.evaluate(async (url) => (await chrome.tabs.query({ url }))[0]?.id ?? null, `https://${SITE}/*`);

const badgeOf = (options: Page, tabId: number | null) =>
  options.evaluate(async (tabId) => (tabId === null ? null : await chrome.action.getBadgeText({ tabId })), tabId);

const play = (site: Page | Frame) =>
  site.evaluate(async () => {
    const video = document.body.appendChild(document.createElement("video"));
    video.muted = true;
    const canvas = document.createElement("canvas");
    video.srcObject = canvas.captureStream();
    canvas.getContext("2d")?.fillRect(0, 0, 10, 10);
    await video.play();
  });

/** A frame of the site within a page, as meetings run in one. */
async function openFrame(page: Page, url = "/meeting"): Promise<Frame> {
  const frame = await page.evaluateHandle((url) => {
    const frame = document.createElement("iframe");
    frame.src = url;
    document.body.append(frame);
    return new Promise<HTMLIFrameElement>((resolve) => frame.addEventListener("load", () => resolve(frame)));
  }, url);
  return await frame.contentFrame();
}

async function endForWantOfAFace(): Promise<void> {
  const anHourLater = () => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 3_600_000;
  };
  await evaluateIn(await offscreenDocument({ browser, extensionId }), anHourLater);
}

/** As the popup does on the site's tab. */
const turnOff = (options: Page) =>
  options.evaluate(async (url) => {
    const [tab] = await chrome.tabs.query({ url });
    await chrome.runtime.sendMessage({ type: "stop", tabId: tab?.id, start: "none" }).catch(() => undefined);
  }, `https://${SITE}/*`);

async function staysOff(options: Page): Promise<void> {
  for (let quiet = 0; quiet < 10; quiet++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await badge(options)).toBe("");
  }
}

const permissions = (options: Page) =>
  options.evaluate(async () => ({
    origins: (await chrome.permissions.getAll()).origins,
    scripts: (await chrome.scripting.getRegisteredContentScripts()).map(({ matches }) => matches),
  }));

/** Until the site is the extension's to read, and its pages are given the script. */
async function untilWatched(options: Page): Promise<void> {
  const origins = [`https://${SITE}/*`];
  await vi.waitFor(async () => expect(await permissions(options)).toEqual({ origins, scripts: [origins] }), PATIENCE);
}

test("a site's page is read when it opens, and no longer when the site is removed", async () => {
  await goThroughWelcome();
  const options = await openOptions();
  expect((await permissions(options)).scripts).toEqual([]);
  await add(options, `https://${SITE}/room?id=1`);
  await untilWatched(options);

  await openSite();
  await vi.waitFor(async () => expect(await badge(options)).toBe("on"), PATIENCE);
  const tab = await tabId(options);

  await options.bringToFront();
  await options.click(`[aria-label="Remove: ${SITE}"]`);
  await vi.waitFor(async () => expect(await badgeOf(options, tab)).toBe(""), PATIENCE);
  await vi.waitFor(async () => expect(await permissions(options)).toEqual({ origins: [], scripts: [] }), PATIENCE);
});

test("a second site is watched beside the first, and goes alone", async () => {
  await goThroughWelcome();
  const options = await openOptions();
  await add(options, SITE);
  await untilWatched(options);
  // Its permission only the user could give.
  const list = (alwaysOn: readonly string[]) =>
    options.evaluate(async (alwaysOn) => {
      const { settings } = await chrome.storage.local.get<{ settings: object }>("settings");
      await chrome.storage.local.set({ settings: { ...settings, alwaysOn } });
    }, alwaysOn);
  const watched = async () => (await permissions(options)).scripts.map((matches) => matches?.toSorted());
  await list([SITE, "talk.example.test"]);
  await vi.waitFor(
    async () => expect(await watched()).toEqual([[`https://${SITE}/*`, "https://talk.example.test/*"]]),
    PATIENCE,
  );
  await list([SITE]);
  await untilWatched(options);
  await openSite();
  await vi.waitFor(async () => expect(await badge(options)).toBe("on"), PATIENCE);
});

test("erasing everything gives a site back, ends its call, and takes its script away", async () => {
  await goThroughWelcome();
  const options = await openOptions();
  await add(options, SITE);
  await untilWatched(options);
  await openSite();
  await vi.waitFor(async () => expect(await badge(options)).toBe("on"), PATIENCE);
  const tab = await tabId(options);

  await options.bringToFront();
  await options.click(".button-erase");
  await options.waitForSelector("dialog[open]");
  await options.click("dialog .button-danger");
  await options.waitForFunction(() => document.querySelector(".erase-said")?.textContent === "Everything is erased.");
  expect(await permissions(options)).toEqual({ origins: [], scripts: [] });
  await vi.waitFor(async () => expect(await badgeOf(options, tab)).toBe(""), PATIENCE);
});

test("a call that ended for want of a face goes on when a video begins to play; one that was turned off does not", async () => {
  await goThroughWelcome();
  const options = await openOptions();
  await add(options, SITE);
  await untilWatched(options);
  const site = await openSite();
  await vi.waitFor(async () => expect(await badge(options)).toBe("on"), PATIENCE);
  await endForWantOfAFace();
  await vi.waitFor(async () => expect(await badge(options)).toBe(""), PATIENCE);
  await play(site);
  await vi.waitFor(async () => expect(await badge(options)).toBe("on"), PATIENCE);

  await endForWantOfAFace();
  await vi.waitFor(async () => expect(await badge(options)).toBe(""), PATIENCE);
  await play(await openFrame(site));
  await vi.waitFor(async () => expect(await badge(options)).toBe("on"), PATIENCE);

  await turnOff(options);
  await vi.waitFor(async () => expect(await badge(options)).toBe(""), PATIENCE);
  await play(site);
  await staysOff(options);
});

test("a frame of the site in another site's page begins nothing there, whatever it plays", async () => {
  await goThroughWelcome();
  const options = await openOptions();
  await add(options, SITE);
  await untilWatched(options);
  await options.evaluate(() => {
    document.title = "";
    chrome.runtime.onMessage.addListener(({ type }) => {
      document.title += `${type} `;
    });
  });
  const page = await openPage("https://elsewhere.example.test/");
  await page.bringToFront();
  const tab = await options.evaluate(async () => {
    const [{ id } = {}] = await chrome.tabs.query({ active: true });
    // As if a call that was turned on there by hand had ended for want of a face.
    await chrome.storage.session.set({ [`idle-end-${id}`]: "" });
    return id ?? null;
  });
  expect(tab).not.toBeNull();
  await play(await openFrame(page, `https://${SITE}/meeting`));
  await vi.waitFor(async () => expect(await options.title()).toMatch(/resume-here/), PATIENCE);
  for (let quiet = 0; quiet < 10; quiet++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await badgeOf(options, tab)).toBe("");
  }
  expect(await options.title()).not.toMatch(/expect|call-changed/);
});

test("when a call has ended for want of a face the popup says that it goes on by itself, and can be told to stay off", async () => {
  await goThroughWelcome();
  const options = await openOptions();
  await add(options, SITE);
  await untilWatched(options);
  const site = await openSite();
  await vi.waitFor(async () => expect(await badge(options)).toBe("on"), PATIENCE);
  await endForWantOfAFace();
  const popup = await browser.newPage();
  await popup.goto(`chrome-extension://${extensionId}/popup/popup.html?tab=${await tabId(options)}`);
  await popup.waitForSelector("::-p-text(begins again by itself)");
  await popup.click("main button::-p-text(Stay off)");
  await popup.waitForSelector("::-p-text(Nothing is being read)");
  await play(site);
  await staysOff(options);

  await popup.bringToFront();
  await popup.click("header [role=switch]");
  await vi.waitFor(async () => expect(await badge(options)).toBe("on"), PATIENCE);
  await endForWantOfAFace();
  await popup.waitForSelector("::-p-text(begins again by itself)");
  await site.goto("https://elsewhere.example.test");
  await popup.reload();
  await popup.waitForSelector("::-p-text(Nothing is being read)");
});

test("before the welcome it does nothing", async () => {
  const options = await openOptions();
  await add(options, SITE);
  await untilWatched(options);
  await openSite();
  const contexts = await options.evaluate(async () => {
    // The page's script has asked by now: a message of our own is answered after it.
    await chrome.runtime.sendMessage({ type: "start", tabId: 0, start: "s" });
    return (await chrome.runtime.getContexts({})).map(({ contextType }) => contextType);
  });
  expect(contexts).not.toContain("OFFSCREEN_DOCUMENT");
  expect(await badge(options)).toBe("");
});

test("a permission taken back in the browser takes the site off the list and ends its call", async () => {
  await goThroughWelcome();
  const options = await openOptions();
  await add(options, SITE);
  await untilWatched(options);
  await openSite();
  await vi.waitFor(async () => expect(await badge(options)).toBe("on"), PATIENCE);
  const tab = await tabId(options);
  await options.bringToFront();
  await options.evaluate((origin) => chrome.permissions.remove({ origins: [origin] }), `https://${SITE}/*`);
  await options.waitForSelector(`[aria-label="Remove: ${SITE}"]`, { hidden: true });
  await vi.waitFor(async () => expect(await badgeOf(options, tab)).toBe(""), PATIENCE);
  await vi.waitFor(async () => expect(await permissions(options)).toEqual({ origins: [], scripts: [] }), PATIENCE);
});
