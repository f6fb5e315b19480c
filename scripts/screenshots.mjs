// `npm run screenshots`: every page of the running product, in two languages, light and dark, as a demo call that was
// recorded fills it. All of them lie in dist/screenshots, the wide ones as stores ask for them; the README's are written
// to docs/images.

import { copyFile, mkdir } from "node:fs/promises";
import { bootstrap, ROOT } from "./bootstrap.mjs";
import { Failure, runProgram } from "./failure.mjs";

/** @typedef {import("../demo/call-plan.ts").ParticipantPlan} ParticipantPlan */
/** @typedef {import("puppeteer").Page} Page */

const ALL = `${ROOT}dist/screenshots`;
const README = `${ROOT}docs/images`;
/** Of the English ones, as WebP. */
const README_NAMES = ["call", "popup", "timeline"];

/** What the user writes of the call. */
const LANGUAGES = /** @type {const} */ ([
  { language: "en", title: "Book club, chapter nine", note: "The twist at the end" },
  { language: "de", title: "Lesekreis, neuntes Kapitel", note: "Die Wendung am Ende" },
]);
const SCHEMES = /** @type {const} */ (["light", "dark"]);

/** A store's pictures have this size, in pixels. */
const WIDE = { width: 1280, height: 800 };
/** A popup's, as wide as it is and as high as it may become. */
const POPUP = { width: 400, height: 600 };
/** Pages that need nothing but the extension: a page more is a line more. */
const PAGES = {
  analyse: "analyse/analyse.html",
  welcome: "welcome/welcome.html",
  options: "options/options.html",
  privacy: "privacy/privacy.html",
};

/** So long a call has something to tell, in ms. */
const CALL_MS = 60_000;
/** So many different expressions are to be seen at once, for which a picture waits this long, in ms. */
const DIFFERENT = 3;
const WAIT_MS = 20_000;
/** Room enough for a popup of full height. */
const SCREEN_ARG = "--screen-info={1920x1200}";
const PATIENCE_MS = 180_000;

/**
 * Nobody late, nobody hidden, and something different on every face.
 *
 * @type {readonly ParticipantPlan[]}
 */
const PEOPLE = [
  { name: "Ada", face: 0, steps: steps(["happiness", 13], ["neutral", 4]) },
  { name: "Ben", face: 1, steps: steps(["neutral", 11], ["happiness", 5]) },
  { name: "Chiara", face: 2, steps: steps(["neutral", 4], ["surprise", 8], ["happiness", 4]) },
  { name: "Deniz", face: 3, steps: steps(["neutral", 6], ["anger", 6], ["happiness", 5]) },
];

await runProgram(async () => {
  bootstrap();
  const { buildAll } = await import("./demo-call.mjs");
  await buildAll();
  for (const words of LANGUAGES) await takeAll(words);
  await mkdir(README, { recursive: true });
  for (const name of README_NAMES) await copyFile(`${ALL}/en/${name}-light.webp`, `${README}/${name}-light.webp`);
});

/** @param {typeof LANGUAGES[number]} words */
async function takeAll({ language, title, note }) {
  const { launchBrowser } = await import("./browser.mjs");
  const { followCall } = await import("./call-report.mjs");
  const { openDemoCall, openPopup, serveDemo, WINDOW_ARGS } = await import("./demo-call.mjs");
  const folder = `${ALL}/${language}`;
  await mkdir(folder, { recursive: true });
  const server = await serveDemo([], PEOPLE);
  const browser = await launchBrowser({ args: [...WINDOW_ARGS, SCREEN_ARG], language });
  try {
    const { page, popup, tabId, extensionId } = await openDemoCall(browser, server);
    await popup.evaluate(async () => {
      const { settings } = await chrome.storage.local.get("settings");
      await chrome.storage.local.set({ settings: { ...Object(settings), badges: true, keepNames: true } });
    });
    const latest = await followCall(popup, tabId);
    await untilRead(latest);
    for (const scheme of SCHEMES) {
      await untilWorthSeeing(latest);
      await take(page, scheme, "call", WIDE);
      await take(popup, scheme, "in-a-tab", WIDE);
      await page.bringToFront();
      const opened = await openPopup(browser, extensionId, page);
      await opened.waitForSelector(".card");
      await take(opened, scheme, "popup");
      await opened.close();
    }

    await popup.setViewport(POPUP);
    await popup.bringToFront();
    await popup.click("[role=switch]");
    await popup.waitForSelector("[role=switch][aria-checked=false]:enabled");
    await takeInBoth(popup, "popup-off", POPUP);
    await popup.click(".view-switch button:nth-of-type(2)");
    await popup.waitForSelector("button.session-words");
    const id = await popup.$eval("[data-session]", (row) => row.getAttribute("data-session"));
    const report = await browser.newPage();
    await report.setViewport(WIDE);
    await report.goto(`chrome-extension://${extensionId}/report/report.html?session=${id}`);
    await writeInto(report, { title, note });
    await takeInBoth(report, "report", WIDE);
    await takeInBoth(report, "report-whole", { ...WIDE, fullPage: true });
    await report.$eval(".timeline-section", (section) => scrollTo(0, section.getBoundingClientRect().top - 32));
    await takeInBoth(report, "timeline", WIDE);
    await report.close();

    await popup.bringToFront();
    await takeInBoth(popup, "popup-sessions", POPUP);
    await popup.click("button.session-words");
    await popup.waitForSelector(".summary-bar");
    await takeInBoth(popup, "popup-summary", POPUP);

    for (const [name, path] of Object.entries(PAGES)) {
      const opened = await browser.newPage();
      await opened.setViewport(WIDE);
      await opened.goto(`chrome-extension://${extensionId}/${path}`);
      await opened.waitForSelector("h1");
      await takeInBoth(opened, name, WIDE);
      await opened.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }

  /**
   * @param {Page} shown
   * @param {string} name
   * @param {{ width: number, height: number, fullPage?: boolean }} size
   */
  async function takeInBoth(shown, name, size) {
    for (const scheme of SCHEMES) await take(shown, scheme, name, size);
  }

  /**
   * @param {Page} shown
   * @param {typeof SCHEMES[number]} scheme
   * @param {string} name
   * @param {{ width: number, height: number, fullPage?: boolean }} [size] as it is if left out
   */
  async function take(shown, scheme, name, size) {
    if (size) await shown.setViewport({ width: size.width, height: size.height });
    await shown.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: scheme },
      // Nothing is taken on its way from one look to the other.
      { name: "prefers-reduced-motion", value: "reduce" },
    ]);
    await shown.evaluate(async () => {
      const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(ending.map(({ finished }) => finished));
    });
    const path = /** @type {const} */ (`${folder}/${name}-${scheme}`);
    const fullPage = size?.fullPage ?? false;
    await shown.screenshot({ path: `${path}.png`, fullPage });
    if (README_NAMES.includes(name)) await shown.screenshot({ path: `${path}.webp`, quality: 85 });
    console.log(`dist/screenshots/${language}/${name}-${scheme}.png`);
  }
}

/**
 * Gives a report a title, and a note where the cursor then stays, as a user does.
 *
 * @param {Page} report
 * @param {{ title: string, note: string }} words
 */
async function writeInto(report, { title, note }) {
  await report.waitForSelector("section[aria-busy=false]");
  await report.click(".icon-button-rename");
  await report.waitForSelector(".title-field:focus");
  await report.keyboard.type(title);
  await report.keyboard.press("Enter");
  await report.focus("[role=slider]");
  await report.keyboard.press("Home");
  for (let i = 0; i < 20; i++) await report.keyboard.press("ArrowRight");
  await report.keyboard.press("Enter");
  await report.waitForSelector(".note-form textarea:focus");
  await report.keyboard.type(note);
  await report.keyboard.press("Enter");
  await report.waitForSelector(".note-form", { hidden: true });
  await report.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    scrollTo(0, 0);
  });
}

/** @typedef {() => Promise<import("../src/session/call-view.ts").CallView | null>} Latest */

/**
 * Until the call has lasted long enough, and everybody was seen.
 *
 * @param {Latest} latest
 */
async function untilRead(latest) {
  const giveUpMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const call = await latest();
    const read = call?.participants.filter(({ framesWithFace }) => framesWithFace > 0) ?? [];
    if (call && read.length === PEOPLE.length && call.nowMs - call.startedMs > CALL_MS) return;
    if (Date.now() > giveUpMs) {
      throw new Failure("The call was not read well enough for pictures: is this computer busy?", 1);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/**
 * Until not all look the same, or for a while.
 *
 * @param {Latest} latest
 */
async function untilWorthSeeing(latest) {
  const giveUpMs = Date.now() + WAIT_MS;
  for (;;) {
    const people = (await latest())?.participants ?? [];
    const shown = new Set(people.map(({ reading }) => (reading?.doubt ? null : reading?.dominant)));
    if ((shown.size >= DIFFERENT && people.every(({ reading }) => reading)) || Date.now() > giveUpMs) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** @param {[import("../src/engine/expression.ts").Expression, number][]} pairs expressions and seconds */
function steps(...pairs) {
  return pairs.map(([expression, seconds]) => ({ expression, seconds }));
}
