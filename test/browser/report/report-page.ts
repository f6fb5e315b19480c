import type { Page } from "puppeteer";
import { expect, vi } from "vitest";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { welcomePage } from "../../../scripts/welcome.mjs";
import { callSeed, REPORT_SEED, seedScript } from "../seeded-page.ts";
import { watchDownloads } from "./downloads.ts";
import type { Seed } from "./seed.ts";
import type { SessionName } from "./sessions.ts";

export interface Reports {
  /** Puts the session into the store and opens its report. */
  open(name: SessionName | { readonly id: string }, look?: Look): Promise<Page>;
  /** Opens it and waits for its moments to be found. */
  openWhole(...given: Parameters<Reports["open"]>): Promise<Page>;
  /** Calls the store in a page of the extension that stays open. */
  store<Name extends keyof Seed>(
    name: Name,
    ...given: Parameters<Seed[Name]>
  ): Promise<Awaited<ReturnType<Seed[Name]>>>;
  /** The file of that name, once it has been downloaded. */
  downloaded(name: string): Promise<Buffer>;
  close(): Promise<void>;
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
}

/** The built extension in a browser of its own, with the store at hand. */
export async function openReports(): Promise<Reports> {
  const browser = await launchBrowser();
  const extensionId = await browser.installExtension(EXTENSION);
  // It opens over what is there by then, and a page that is hidden is not drawn.
  await welcomePage(browser, extensionId);
  const downloads = await watchDownloads(browser);
  const url = (id: string) => `chrome-extension://${extensionId}/report/report.html?session=${id}`;
  const keeper = await browser.newPage();
  await keeper.goto(url("none"));
  await keeper.evaluate(await seedScript(REPORT_SEED));

  const store: Reports["store"] = (name, ...given) => callSeed(keeper, name, given);

  const open: Reports["open"] = async (name, { width = 1280, height = 900, scheme = "light" } = {}) => {
    const id = typeof name === "string" ? await store("put", name) : name.id;
    const page = await browser.newPage();
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.goto(url(id));
    await page.waitForSelector("main:not([aria-busy]) :is(h1, .report-empty)");
    return page;
  };

  return {
    store,
    open,
    openWhole: async (...given) => {
      const page = await open(...given);
      await page.waitForSelector("section[aria-busy=false]");
      return page;
    },
    downloaded: downloads.file,
    close: async () => {
      await browser.close();
      await downloads.close();
    },
  };
}

export const texts = (elements: readonly Element[]) => elements.map(({ textContent }) => textContent ?? "");

/** Until the page says what is expected. */
export async function untilSaid(page: Page, selector: string, words: string | RegExp): Promise<void> {
  await vi.waitFor(async () => expect((await page.$$eval(selector, texts)).join(" ")).toMatch(words), {
    timeout: 30_000,
    interval: 100,
  });
}
