// What a call costs the main thread of a page of very many elements: node bench/heavy-page.mjs. Prints the table of
// docs/measurements.md.

import { launchBrowser } from "../scripts/browser.mjs";
import { buildAll, openDemoCall, serveDemo } from "../scripts/demo-call.mjs";

const ELEMENTS = [0, 50_000];
const SECONDS = 30;

await buildAll();
const rows = [["elements", "Countenance", "main thread busy", "of that, scripts", "longest task"]];
for (const elements of ELEMENTS) rows.push(...(await measure(elements)));
for (const row of rows) process.stdout.write(`| ${row.join(" | ")} |\n`);

/**
 * @param {number} elements besides those of the demo call
 * @returns {Promise<string[][]>}
 */
async function measure(elements) {
  const server = await serveDemo([], [{ name: "Ada", face: 0, steps: [{ expression: "neutral", seconds: 600 }] }]);
  const browser = await launchBrowser();
  try {
    const call = await openDemoCall(browser, server);
    await call.page.evaluate((count) => {
      const much = document.body.appendChild(document.createElement("div"));
      much.innerHTML = "<p><b></b></p>".repeat(count / 2);
      much.style.contentVisibility = "hidden";
      new PerformanceObserver((list) => {
        const longest = Math.max(...list.getEntries().map(({ duration }) => duration));
        Object.assign(window, { longest: Math.max(longest, Reflect.get(window, "longest") ?? 0) });
      }).observe({ type: "longtask" });
    }, elements);
    const on = await cost(call);
    await call.popup.click("[role=switch]");
    await call.popup.waitForSelector("[role=switch][aria-checked=false]:enabled");
    return [
      [String(elements), "on", ...on],
      [String(elements), "off", ...(await cost(call))],
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {import("../scripts/demo-call.mjs").DemoCall} call */
async function cost({ page }) {
  await page.bringToFront();
  // What was begun before is over by then.
  await pause(3);
  await page.evaluate(() => Reflect.set(window, "longest", 0));
  const before = await page.metrics();
  await pause(SECONDS);
  const after = await page.metrics();
  const share = (/** @type {"TaskDuration" | "ScriptDuration"} */ key) =>
    `${((((after[key] ?? 0) - (before[key] ?? 0)) / SECONDS) * 100).toFixed(1)} %`;
  const longest = await page.evaluate(() => Number(Reflect.get(window, "longest")));
  return [share("TaskDuration"), share("ScriptDuration"), longest ? `${longest.toFixed(0)} ms` : "under 50 ms"];
}

/** @param {number} seconds */
function pause(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
