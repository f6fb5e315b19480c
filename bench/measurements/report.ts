import { loadavg } from "node:os";
import { launchBrowser } from "../../scripts/browser.mjs";
import { buildExtension, EXTENSION } from "../../scripts/build.mjs";
import { REPORT_SEED, seedScript } from "../../test/browser/seeded-page.ts";
import { table } from "../markdown.ts";
import { quantile } from "../statistics.ts";

const ROUNDS = 7;
const ZOOMS = 60;

const REPORTS = [
  { words: "no session", name: null },
  { words: "40 min, 4 people", name: "ordinary" },
  { words: "8 h, 12 people", name: "long" },
];

/** How quickly a report opens and how smoothly it zooms. */
export async function measure(): Promise<string> {
  await buildExtension();
  const rows = [["report of", "opened", "of that, before it draws anything", "a zoom, median", "95th percentile"]];
  const browser = await launchBrowser({ viewport: { width: 1280, height: 900 } });
  try {
    const id = await browser.installExtension(EXTENSION);
    const address = (session: string) => `chrome-extension://${id}/report/report.html?session=${session}`;
    const keeper = await browser.newPage();
    await keeper.goto(address("none"));
    await keeper.evaluate(await seedScript(REPORT_SEED));
    for (const { words, name } of REPORTS) {
      const session =
        name === null
          ? "none"
          : await keeper.evaluate((given): Promise<string> => Reflect.get(globalThis, "seed").put(given), name);
      const opened: number[] = [];
      const own: number[] = [];
      let zooms: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const page = await browser.newPage();
        await page.evaluateOnNewDocument(watchDrawing);
        await page.goto(address(session));
        const times = await page.evaluate((): Promise<Drawn> => Reflect.get(globalThis, "drawn"));
        opened.push(times.drawnMs);
        own.push(times.scriptMs);
        if (name !== null && round === ROUNDS - 1) zooms = await page.evaluate(zoom, ZOOMS);
        await page.close();
      }
      rows.push([words, ms(opened, 0.5), ms(own, 0.5), ms(zooms, 0.5), ms(zooms, 0.95)]);
    }
  } finally {
    await browser.close();
  }
  return `${table(rows)}\n\nLoad average ${loadavg()[0]?.toFixed(1)}`;
}

interface Drawn {
  readonly drawnMs: number;
  readonly scriptMs: number;
}

/** In the page: when its script first had something in it, and when what it shows was painted. */
function watchDrawing(): void {
  const drawn = new Promise<Drawn>((resolve) => {
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

/** In the page: milliseconds from the wheel to the picture, the wait for the screen included, of so many zooms, in and out, each at another place. */
async function zoom(count: number): Promise<number[]> {
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const plot = document.querySelector("[role=slider]");
  const box = plot?.getBoundingClientRect();
  const taken: number[] = [];
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

function ms(values: readonly number[], share: number): string {
  return values.length === 0 ? "–" : `${Math.round(quantile(values, share))} ms`;
}
