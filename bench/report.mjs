// How quickly a report opens and how smoothly it zooms: node bench/report.mjs. Prints the table of docs/measurements.md.

import { loadavg } from "node:os";
import { build } from "esbuild";
import { ROOT } from "../scripts/bootstrap.mjs";
import { launchBrowser } from "../scripts/browser.mjs";
import { buildExtension, EXTENSION } from "../scripts/build.mjs";

const ROUNDS = 7;
const ZOOMS = 60;

await buildExtension();
const { outputFiles } = await build({
  absWorkingDir: ROOT,
  entryPoints: ["test/browser/report/seed.ts"],
  bundle: true,
  format: "iife",
  write: false,
});
const browser = await launchBrowser({ viewport: { width: 1280, height: 900 } });
try {
  const id = await browser.installExtension(EXTENSION);
  const address = (/** @type {string} */ session) => `chrome-extension://${id}/report/report.html?session=${session}`;
  const keeper = await browser.newPage();
  await keeper.goto(address("none"));
  await keeper.evaluate(outputFiles[0]?.text ?? "");
  process.stdout.write(
    "| report of | opened | of that, before it draws anything | a zoom, median | 95th percentile |\n|---|---|---|---|---|\n",
  );
  for (const [words, name] of [
    ["no session", "none"],
    ["40 min, 4 people", "ordinary"],
    ["8 h, 12 people", "long"],
  ]) {
    const session =
      name === "none" ? name : await keeper.evaluate((given) => Reflect.get(globalThis, "seed").put(given), name);
    const opened = [];
    const own = [];
    let zooms = /** @type {number[]} */ ([]);
    for (let round = 0; round < ROUNDS; round++) {
      const page = await browser.newPage();
      await page.evaluateOnNewDocument(watchDrawing);
      await page.goto(address(session));
      const times = await page.evaluate(() => Reflect.get(globalThis, "drawn"));
      opened.push(times.drawnMs);
      own.push(times.scriptMs);
      if (name !== "none" && round === ROUNDS - 1) zooms = await page.evaluate(zoom, ZOOMS);
      await page.close();
    }
    process.stdout.write(
      `| ${[words, ms(at(opened, 0.5)), ms(at(own, 0.5)), ms(at(zooms, 0.5)), ms(at(zooms, 0.95))].join(" | ")} |\n`,
    );
  }
  process.stdout.write(`\nLoad average ${loadavg()[0]?.toFixed(1)}\n`);
} finally {
  await browser.close();
}

/** In the page: when its script began, and when what it shows was painted. */
function watchDrawing() {
  const drawn = new Promise((resolve) => {
    let scriptMs = 0;
    const observer = new MutationObserver(() => {
      if (document.querySelector("main")) scriptMs ||= performance.now();
      if (!document.querySelector(".lane-canvas, .report-notice")) return;
      observer.disconnect();
      // The first callback comes before the paint, the second after it.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve({ drawnMs: performance.now(), scriptMs })));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  Object.assign(globalThis, { drawn });
}

/**
 * In the page: milliseconds of the main thread for each of so many zooms, in and out, each at another place.
 *
 * @param {number} count
 */
async function zoom(count) {
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const plot = document.querySelector("[role=slider]");
  const box = plot?.getBoundingClientRect();
  const taken = [];
  for (let i = 0; i < count; i++) {
    const startMs = performance.now();
    plot?.dispatchEvent(
      new WheelEvent("wheel", {
        bubbles: true,
        cancelable: true,
        ctrlKey: true,
        deltaY: i < count / 2 ? -40 : 40,
        clientX: (box?.left ?? 0) + ((box?.width ?? 0) * (i % 7)) / 7,
      }),
    );
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(undefined))));
    taken.push(performance.now() - startMs);
  }
  return taken;
}

/**
 * @param {number[]} values
 * @param {number} share
 */
function at(values, share) {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))];
}

/** @param {number | undefined} value */
function ms(value) {
  return value === undefined ? "–" : `${Math.round(value)} ms`;
}
