// What a call costs and how quickly it is read: node bench/live.mjs. Prints the table of docs/measurements.md.

import { launchBrowser } from "../scripts/browser.mjs";
import { followCall } from "../scripts/call-report.mjs";
import { buildAll, openDemoCall, serveDemo, turnOn } from "../scripts/demo-call.mjs";

const TILES = [1, 4, 12];
const SECONDS = 20;

/** @typedef {{ grabMs: number[], latencyMs: number[] }} Samples */

await buildAll();
const rows = [["tiles", "main thread a grab", "capture → reading", "readings a second", "first reading, cold", "warm"]];
for (const tiles of TILES) rows.push([String(tiles), ...(await measure(tiles))]);
for (const row of rows) process.stdout.write(`| ${row.join(" | ")} |\n`);

/** @param {number} tiles */
async function measure(tiles) {
  /** @type {import("../demo/call-plan.ts").ParticipantPlan[]} */
  const people = Array.from({ length: tiles }, (_, i) => ({
    name: `Person ${i + 1}`,
    face: i,
    steps: [
      { expression: "neutral", seconds: 4 },
      { expression: "happiness", seconds: 4 },
    ],
  }));
  const server = await serveDemo([], people);
  const browser = await launchBrowser();
  try {
    const call = await openDemoCall(browser, server);
    const view = await followCall(call.popup, call.tabId);
    const coldMs = (await firstReadingMs(view)) - call.turningOnMs;

    await call.popup.click("[role=switch]");
    await until(view, (now) => now === null);
    const samples = await tapEngine(browser, call.extensionId);
    await call.page.bringToFront();
    const againMs = Date.now();
    await turnOn(browser, call.extensionId, call.page);
    const warmMs = (await firstReadingMs(view)) - againMs;

    await samples.evaluate((all) => {
      all.grabMs.length = 0;
      all.latencyMs.length = 0;
    });
    await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
    const { grabMs, latencyMs } = await samples.evaluate((all) => all);
    return [
      spread(grabMs),
      spread(latencyMs),
      (latencyMs.length / SECONDS).toFixed(1),
      `${(coldMs / 1000).toFixed(1)} s`,
      `${(warmMs / 1000).toFixed(1)} s`,
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * Listens to what passes between the offscreen document and the engine's Worker.
 *
 * @param {import("puppeteer").Browser} browser
 * @param {string} extensionId
 * @returns {Promise<import("puppeteer").JSHandle<Samples>>}
 */
async function tapEngine(browser, extensionId) {
  const url = `chrome-extension://${extensionId}/offscreen/offscreen.html`;
  const target = await browser.waitForTarget((candidate) => candidate.url() === url);
  const page = await target.asPage();
  const workers = await page.queryObjects(await page.evaluateHandle(() => Worker.prototype));
  return /** @type {Promise<import("puppeteer").JSHandle<Samples>>} */ (
    workers.evaluateHandle((found) => {
      const worker = /** @type {Worker} */ (/** @type {any} */ (found)[0]);
      /** @type {Samples} */
      const samples = { grabMs: [], latencyMs: [] };
      const { postMessage } = worker;
      worker.postMessage = (/** @type {any} */ message, /** @type {any} */ transfer) => {
        if (message.type === "frame") samples.grabMs.push(message.grabMs);
        postMessage.call(worker, message, transfer);
      };
      worker.addEventListener("message", ({ data }) => {
        if (data.type === "readings") samples.latencyMs.push(Date.now() - data.timeMs);
      });
      return samples;
    })
  );
}

/**
 * When the popup was told of the first reading, in ms since 1970.
 *
 * @param {() => Promise<import("../src/session/call-view.ts").CallView | null>} view
 */
async function firstReadingMs(view) {
  await until(view, (now) => now?.participants.some(({ framesWithFace }) => framesWithFace > 0) ?? false);
  return Date.now();
}

/**
 * @param {() => Promise<import("../src/session/call-view.ts").CallView | null>} view
 * @param {(call: import("../src/session/call-view.ts").CallView | null) => boolean} holds
 */
async function until(view, holds) {
  for (;;) {
    const call = await view();
    if (holds(call)) return call;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Median and the range between the quartiles.
 *
 * @param {number[]} values
 */
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  /** @param {number} share */
  const at = (share) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1);
  return `${at(0.5)} ms (${at(0.25)}–${at(0.75)})`;
}
