import type { Page } from "puppeteer";
import { launchBrowser } from "../../scripts/browser.mjs";
import { buildAll, openDemoCall, serveDemo } from "../../scripts/demo-call.mjs";
import { table } from "../markdown.ts";

const ELEMENTS = [0, 50_000];
const SECONDS = 30;

/** What a call costs the main thread of a page of very many elements. */
export async function measure(): Promise<string> {
  await buildAll();
  const rows = [["elements", "Countenance", "main thread busy", "of that, scripts", "longest task"]];
  for (const elements of ELEMENTS) rows.push(...(await onAndOff(elements)));
  return table(rows);
}

/** @param elements besides those of the demo call */
async function onAndOff(elements: number): Promise<string[][]> {
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

async function cost({ page }: { readonly page: Page }): Promise<string[]> {
  await page.bringToFront();
  // What was begun before is over by then.
  await pause(3);
  await page.evaluate(() => Reflect.set(window, "longest", 0));
  const before = await page.metrics();
  await pause(SECONDS);
  const after = await page.metrics();
  const share = (key: "TaskDuration" | "ScriptDuration") =>
    `${((((after[key] ?? 0) - (before[key] ?? 0)) / SECONDS) * 100).toFixed(1)} %`;
  const longest = await page.evaluate(() => Number(Reflect.get(window, "longest")));
  return [share("TaskDuration"), share("ScriptDuration"), longest ? `${longest.toFixed(0)} ms` : "under 50 ms"];
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
