import type { Browser, JSHandle } from "puppeteer";
import type { ParticipantPlan } from "../../demo/call-plan.ts";
import { launchBrowser } from "../../scripts/browser.mjs";
import { followCall } from "../../scripts/call-report.mjs";
import { buildAll, openDemoCall, serveDemo, turnOn } from "../../scripts/demo-call.mjs";
import type { CallView } from "../../src/session/call-view.ts";
import { table } from "../markdown.ts";
import { spread } from "../statistics.ts";

const TILES = [1, 4, 12];
const SECONDS = 20;

interface Samples {
  readonly grabMs: number[];
  readonly latencyMs: number[];
}

type View = () => Promise<CallView | null>;

/** What a call costs and how quickly it is read. */
export async function measure(): Promise<string> {
  await buildAll();
  const rows = [
    ["tiles", "main thread a grab", "capture → reading", "readings a second", "first reading, cold", "warm"],
  ];
  for (const tiles of TILES) rows.push([String(tiles), ...(await call(tiles))]);
  return table(rows);
}

async function call(tiles: number): Promise<string[]> {
  const people: ParticipantPlan[] = Array.from({ length: tiles }, (_, i) => ({
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
      milliseconds(grabMs),
      milliseconds(latencyMs),
      (latencyMs.length / SECONDS).toFixed(1),
      `${(coldMs / 1000).toFixed(1)} s`,
      `${(warmMs / 1000).toFixed(1)} s`,
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Listens to what passes between the offscreen document and the engine's Worker. */
async function tapEngine(browser: Browser, extensionId: string): Promise<JSHandle<Samples>> {
  const url = `chrome-extension://${extensionId}/offscreen/offscreen.html`;
  const target = await browser.waitForTarget((candidate) => candidate.url() === url);
  const page = await target.asPage();
  const workers = await page.queryObjects(await page.evaluateHandle(() => Worker.prototype));
  return workers.evaluateHandle((found) => {
    const [worker] = found as unknown as [Worker];
    const samples: Samples = { grabMs: [], latencyMs: [] };
    const { postMessage } = worker;
    worker.postMessage = (message, transfer) => {
      if (message.type === "frame") samples.grabMs.push(message.grabMs);
      postMessage.call(worker, message, transfer as StructuredSerializeOptions);
    };
    worker.addEventListener("message", ({ data }) => {
      if (data.type === "readings") samples.latencyMs.push(Date.now() - data.timeMs);
    });
    return samples;
  });
}

/** When the popup was told of the first reading, in ms since 1970. */
async function firstReadingMs(view: View): Promise<number> {
  await until(view, (now) => now?.participants.some(({ framesWithFace }) => framesWithFace > 0) ?? false);
  return Date.now();
}

async function until(view: View, holds: (now: CallView | null) => boolean): Promise<void> {
  while (!holds(await view())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Median and the range between the quartiles. */
function milliseconds(values: readonly number[]): string {
  const { median, from, to } = spread(values);
  return `${median.toFixed(1)} ms (${from.toFixed(1)}–${to.toFixed(1)})`;
}
