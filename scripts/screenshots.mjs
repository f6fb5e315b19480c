// `npm run screenshots`: the README's pictures, taken from the running product, in light and dark.

import { mkdir, stat } from "node:fs/promises";
import { bootstrap, ROOT } from "./bootstrap.mjs";
import { Failure, runProgram } from "./failure.mjs";

/** @typedef {import("../demo/call-plan.ts").ParticipantPlan} ParticipantPlan */

const FOLDER = `${ROOT}docs/images`;

/** So many pictures of everybody are read before the first one is taken: there is something to see by then. */
const PICTURES = 160;
/** So many different expressions are to be seen at once. */
const DIFFERENT = 3;
/** Room enough for a popup of full height. */
const SCREEN_ARG = "--screen-info={1920x1200}";
const PATIENCE_MS = 300_000;

/**
 * Nobody late, nobody hidden, and something different on every face.
 *
 * @type {readonly ParticipantPlan[]}
 */
const PEOPLE = [
  { name: "Ada", face: 0, steps: steps(["happiness", 12], ["neutral", 5]) },
  { name: "Ben", face: 1, steps: steps(["neutral", 11], ["happiness", 5]) },
  { name: "Chiara", face: 2, steps: steps(["neutral", 6], ["surprise", 5], ["happiness", 4]) },
  { name: "Deniz", face: 3, steps: steps(["neutral", 8], ["anger", 4], ["happiness", 3]) },
];

await runProgram(async () => {
  bootstrap();
  const { launchBrowser } = await import("./browser.mjs");
  const { followCall } = await import("./call-report.mjs");
  const { buildAll, openDemoCall, openPopup, serveDemo, WINDOW_ARGS } = await import("./demo-call.mjs");
  await buildAll();
  await mkdir(FOLDER, { recursive: true });
  const server = await serveDemo([], PEOPLE);
  const browser = await launchBrowser({ args: [...WINDOW_ARGS, SCREEN_ARG], language: "en" });
  try {
    const { page, popup, tabId, extensionId } = await openDemoCall(browser, server);
    await popup.waitForSelector(".switch-small");
    await popup.$eval(".switch-small", (button) => button instanceof HTMLElement && button.click());
    const latest = await followCall(popup, tabId);
    for (const scheme of ["light", "dark"]) {
      await take(page, { width: 1080, height: 680 }, `call-${scheme}`);
      await take(popup, { width: 1000, height: 520 }, `in-a-tab-${scheme}`);
      await page.bringToFront();
      await take(await openPopup(browser, extensionId, page), null, `popup-${scheme}`);

      /**
       * @param {import("puppeteer").Page} shown
       * @param {import("puppeteer").Viewport | null} size null: as it is
       * @param {string} name
       */
      async function take(shown, size, name) {
        if (size) await shown.setViewport(size);
        await shown.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        await shown.waitForSelector("video, .card");
        await untilWorthSeeing(latest);
        const path = /** @type {const} */ (`${FOLDER}/${name}.png`);
        await shown.screenshot({ path });
        console.log(`docs/images/${name}.png: ${Math.round((await stat(path)).size / 1000)} kB`);
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
});

/**
 * Until everybody has been read for a while, is seen, and not all look the same.
 *
 * @param {() => Promise<import("../src/session/call-view.ts").CallView | null>} latest
 */
async function untilWorthSeeing(latest) {
  const giveUpMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const people = (await latest())?.participants ?? [];
    const shown = new Set(people.map(({ reading }) => reading?.dominant));
    const read = people.filter(({ framesWithFace, reading }) => reading && framesWithFace >= PICTURES);
    if (read.length === PEOPLE.length && shown.size >= DIFFERENT) return;
    if (Date.now() > giveUpMs) {
      throw new Failure("The call was not read well enough for pictures: is this computer busy?", 1);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** @param {[import("../src/engine/expression.ts").Expression, number][]} pairs expressions and seconds */
function steps(...pairs) {
  return pairs.map(([expression, seconds]) => ({ expression, seconds }));
}
