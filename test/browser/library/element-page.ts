// What every file of the element's tests begins with: a browser, a page with the installed library, and a film.

import { build } from "esbuild";
import type { Browser, Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { launchBrowser } from "../../../scripts/browser.mjs";
import type { ReadingDetail } from "../../../src/library/element.ts";
import { type InstalledLibrary, installLibrary, serveExamples } from "./installed-library.ts";

export const PATIENCE = { timeout: 90_000, interval: 200 };

export let installed: InstalledLibrary;
let server: Awaited<ReturnType<typeof serveExamples>>;
let browser: Browser;
/** The page of the test that runs. */
export let page: Page;
let filmScript: string;

/** What the page notes of the events it sees. */
interface Notes {
  readonly ready: number;
  readonly readings: ReadingDetail[];
  readonly failures: { readonly code: string; readonly message: string }[];
}

declare global {
  var notes: Notes;
  var library: typeof import("../../../src/library/index.ts");
  var film: typeof import("./film.ts");
}

/** Call it once, at the top of the file. */
export function openPageForEach(): void {
  beforeAll(async () => {
    const { outputFiles } = await build({
      absWorkingDir: ROOT,
      entryPoints: ["test/browser/library/film.ts"],
      bundle: true,
      format: "iife",
      globalName: "film",
      write: false,
    });
    filmScript = outputFiles[0]?.text ?? "";
    installed = await installLibrary();
    server = await serveExamples(installed.project);
    browser = await launchBrowser({ viewport: { width: 1000, height: 800 } });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await installed?.remove();
  });

  beforeEach(async () => {
    page = await browser.newPage();
    await page.goto(server.origin);
    await page.evaluate(() => {
      const notes = { ready: 0, readings: [] as ReadingDetail[], failures: [] as Notes["failures"][number][] };
      Object.assign(globalThis, { notes });
      document.addEventListener("ready", () => notes.ready++);
      document.addEventListener("reading", (event) =>
        notes.readings.push((event as CustomEvent<ReadingDetail>).detail),
      );
      document.addEventListener("failure", (event) => {
        event.preventDefault();
        const { code, message } = (event as CustomEvent).detail;
        notes.failures.push({ code, message });
      });
    });
    const content = `import * as library from "/countenance/index.js"; import "/countenance/element.js"; Object.assign(globalThis, { library });`;
    await page.addScriptTag({ type: "module", content });
    await page.waitForFunction(() => "library" in globalThis);
  });

  afterEach(() => page.close());
}

/** Shows a paused film of two seconds: a smiling face on the left, then on the right. */
export async function showFilm(): Promise<void> {
  await page.addScriptTag({ content: filmScript });
  await page.evaluate(async () => {
    const video = document.createElement("video");
    video.id = "film";
    video.muted = true;
    video.style.cssText = "position: absolute; left: 50px; top: 60px; width: 640px; height: 360px";
    video.src = URL.createObjectURL(await film.makeFilm("/face.png"));
    document.body.append(video);
    await new Promise((resolve) => video.addEventListener("loadeddata", resolve, { once: true }));
    document.body.insertAdjacentHTML("beforeend", '<countenance-live for="film"></countenance-live>');
  });
}

/** Where the box's middle is in the viewport, and what stands beside it; null while there is no box. */
export const mark = () =>
  page.evaluate(() => {
    const root = document.querySelector("countenance-live")?.shadowRoot;
    const box = root?.querySelector(".box");
    const isShown = root?.querySelector<HTMLElement>(".frame")?.hidden === false;
    if (!box || !isShown) return null;
    const { x, y, width, height } = box.getBoundingClientRect();
    const status = root?.querySelector("[role=status]")?.textContent;
    return { x: x + width / 2, y: y + height / 2, label: root?.querySelector(".plate")?.textContent, status };
  });

/** Waits for a box whose middle is within 25 pixels of a point. */
export const waitForMark = (x: number, y: number) =>
  vi.waitFor(async () => {
    const found = await mark();
    expect(Math.hypot((found?.x ?? 1e9) - x, (found?.y ?? 1e9) - y)).toBeLessThan(25);
    return found;
  }, PATIENCE);

export const setVideo = (change: { time?: number; style?: string }) =>
  page.$eval(
    "video",
    (video, { time, style }) => {
      if (time !== undefined) video.currentTime = time;
      if (style !== undefined) video.style.cssText += style;
    },
    change,
  );
