// The demo call in a browser that has the extension, turned on as a person would: by the welcome page, the toolbar
// button and the switch.

import { access } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { watchBrowser } from "./browser-watch.mjs";
import { buildExtension, EXTENSION } from "./build.mjs";
import { buildDemo, DEMO } from "./build-demo.mjs";
import { Failure } from "./failure.mjs";
import { serve } from "./serve.mjs";
import { completeWelcome } from "./welcome.mjs";

/**
 * @typedef {import("puppeteer").Browser} Browser
 * @typedef {import("puppeteer").Page} Page
 * @typedef {import("./start-options.mjs").CameraFile} CameraFile
 * @typedef {import("../demo/call-plan.ts").ParticipantPlan} ParticipantPlan
 * @typedef {object} DemoCall
 * @property {Page} page the call
 * @property {Page} popup the extension's popup, in a window of its own
 * @property {number} tabId the call's, as the extension knows it
 * @property {number} turningOnMs when the toolbar button was pressed, and the switch as soon as the popup had it
 * @property {string} extensionId
 * @property {import("./browser-watch.mjs").Watched} watched
 */

/** How long a page may take to show what it must, in ms: thirty cameras at once are slow to come on two busy cores. */
const PATIENCE_MS = 90_000;

/** The popup's window beside the call's, in pixels of the screen. Chromium makes no window narrower than the popup's. */
const CALL_WIDTH = 1180;
const POPUP_WIDTH = 500;
const HEIGHT = 800;

/** Builds the extension and the demo. */
export async function buildAll() {
  await Promise.all([buildExtension(), buildDemo()]);
}

/**
 * Serves the demo call and the camera files.
 *
 * @param {readonly CameraFile[]} cameras these participants instead of the demo's own, if there are any
 * @param {readonly ParticipantPlan[]} plans and these, with composite faces
 * @returns {Promise<{ url: string, origin: string, close: () => Promise<void> }>}
 */
export async function serveDemo(cameras, plans = []) {
  /** @type {Record<string, string>} */
  const routes = { "/demo": DEMO };
  const participants = [...plans];
  for (const [index, { name, file }] of cameras.entries()) {
    const path = resolve(file);
    if (!(await isThere(path))) throw new Failure(`There is no file ${file} to be the camera of ${name}.`);
    routes[`/cameras/${index}/${basename(path)}`] = path;
    participants.push({ name, file: `/cameras/${index}/${encodeURIComponent(basename(path))}` });
  }
  const server = await serve(routes);
  const query = participants.length > 0 ? `?${new URLSearchParams({ config: JSON.stringify({ participants }) })}` : "";
  return { ...server, url: `${server.origin}/demo/${query}` };
}

/**
 * Installs the extension, goes through its welcome page, opens the call, and turns Countenance on in it.
 *
 * @param {Browser} browser freshly started, without the extension: so that all it does is seen
 * @param {{ url: string, origin: string }} server
 * @param {string} folder of the extension
 * @returns {Promise<DemoCall>}
 */
export async function openDemoCall(browser, server, folder = EXTENSION) {
  const watched = await watchBrowser(browser, (url) => isInside(url, server.origin));
  const extensionId = await browser.installExtension(folder);
  await completeWelcome(browser, extensionId);
  const [page = await browser.newPage()] = await browser.pages();
  // Meeting pages have it. Without it WebRTC keeps to the way to the internet, and finds none on a computer that is offline.
  await browser.defaultBrowserContext().overridePermissions(server.origin, ["camera"]);
  await page.goto(server.url);
  await waitForPictures(page);
  const turningOnMs = Date.now();
  const tabId = await turnOn(browser, extensionId, page);
  const popup = await browser.newPage({
    type: "window",
    windowBounds: { left: CALL_WIDTH, top: 0, width: POPUP_WIDTH, height: HEIGHT },
  });
  await popup.goto(`chrome-extension://${extensionId}/popup/popup.html?tab=${tabId}`);
  return { page, popup, tabId, turningOnMs, extensionId, watched };
}

/** Switches of the browser that place the call's window. */
export const WINDOW_ARGS = ["--window-position=0,0", `--window-size=${CALL_WIDTH},${HEIGHT}`];

/**
 * Makes both windows fit beside each other on a screen that is smaller than they are.
 *
 * @param {Browser} browser
 * @param {DemoCall} call
 */
export async function fitToScreen(browser, { page, popup }) {
  const screen = await page.evaluate(() => ({ width: window.screen.availWidth, height: window.screen.availHeight }));
  const height = Math.min(HEIGHT, screen.height);
  const width = Math.min(CALL_WIDTH, Math.max(POPUP_WIDTH, screen.width - POPUP_WIDTH));
  await browser.setWindowBounds(await page.windowId(), { left: 0, top: 0, width, height });
  await browser.setWindowBounds(await popup.windowId(), { left: width, top: 0, width: POPUP_WIDTH, height });
}

/**
 * Everybody who is there from the start can be seen, or else the page says who cannot.
 *
 * @param {Page} page
 */
async function waitForPictures(page) {
  const waiting = page.waitForFunction(
    () => {
      const problem = document.querySelector(".problems li")?.textContent;
      if (problem) return problem;
      const videos = [...document.querySelectorAll("video")];
      return videos.length > 0 && videos.every((video) => video.videoWidth > 0) ? "none" : undefined;
    },
    { timeout: PATIENCE_MS, polling: 100 },
  );
  const problem = await waiting.catch((error) => {
    if (error.name !== "TimeoutError") throw error;
    throw new Failure(`The demo call's cameras have given no picture in ${PATIENCE_MS / 1000} s.`, 1);
  });
  const words = await problem.jsonValue();
  if (words && words !== "none") throw new Failure(words);
}

/**
 * Opens the popup on a page, presses the switch, waits for the call to be on, and closes the popup again.
 *
 * @param {Browser} browser
 * @param {string} extensionId
 * @param {Page} page
 * @returns {Promise<number>} the page's tab
 */
export async function turnOn(browser, extensionId, page) {
  const popup = await openPopup(browser, extensionId, page);
  const options = { timeout: PATIENCE_MS, polling: 100 };
  await popup.waitForSelector("[role=switch]:enabled", options);
  await popup.$eval("[role=switch]", (button) => button instanceof HTMLElement && button.click());
  await popup.waitForSelector("[role=switch][aria-checked=true]", options);
  const tabId = await popup.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    return tab?.id ?? chrome.tabs.TAB_ID_NONE;
  });
  await popup.close();
  return tabId;
}

/**
 * Presses the toolbar button on a page.
 *
 * @param {Browser} browser
 * @param {string} extensionId
 * @param {Page} page
 * @returns {Promise<Page>} the popup, which closes when anything else is looked at
 */
export async function openPopup(browser, extensionId, page) {
  const extension = (await browser.extensions()).get(extensionId);
  if (!extension) throw new Error("The extension was installed and is not there.");
  await extension.triggerAction(page);
  const url = `chrome-extension://${extensionId}/popup/popup.html`;
  const target = await browser.waitForTarget((candidate) => candidate.url() === url, { timeout: PATIENCE_MS });
  return await target.asPage();
}

/**
 * @param {string} url
 * @param {string} origin the demo's
 */
function isInside(url, origin) {
  if (url.startsWith(`${origin}/`)) return true;
  // What is in the address itself, in memory, in the browser or in the extension is requested of nobody.
  return ["data:", "blob:", "about:", "chrome:", "chrome-extension:"].includes(new URL(url).protocol);
}

/** @param {string} path */
async function isThere(path) {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
