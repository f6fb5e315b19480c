// What every file of these tests begins with: a browser for each test, the store at hand, and the popup by keyboard.

import { build } from "esbuild";
import type { Page } from "puppeteer";
import { afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { completeWelcome } from "../../../scripts/welcome.mjs";
import type { Seed } from "./session-seed.ts";

export const PATIENCE = { timeout: 30_000, interval: 100 };

export let browser: Awaited<ReturnType<typeof launchBrowser>>;
/** A page of the extension that stays open, with the store at hand. */
let keeper: Page;
let seedScript: string;

/** Call it once, at the top of the file. */
export function openBrowserForEachTest(): void {
  beforeAll(async () => {
    const { outputFiles } = await build({
      absWorkingDir: ROOT,
      entryPoints: ["test/browser/popup/session-seed.ts"],
      bundle: true,
      format: "iife",
      write: false,
    });
    seedScript = outputFiles[0]?.text ?? "";
  });
  beforeEach(async () => {
    browser = await launchBrowser({ args: ["--screen-info={1366x768}", "--window-size=1366,768"] });
    const id = await browser.installExtension(EXTENSION);
    await completeWelcome(browser, id);
    keeper = await browser.newPage();
    await openKeeper(`chrome-extension://${id}/popup/popup.html?tab=1`);
  });
  afterEach(() => browser.close());
}

/** Opens the page that keeps the store at hand; without an address, anew. */
export async function openKeeper(url = keeper.url()): Promise<void> {
  await keeper.goto(url);
  await keeper.evaluate(seedScript);
}

/** Calls the store in the page that keeps it at hand. */
export async function store<Name extends keyof Seed>(
  name: Name,
  ...given: Parameters<Seed[Name]>
): Promise<Awaited<ReturnType<Seed[Name]>>> {
  return keeper.evaluate(
    (name, given) => {
      const { seed } = globalThis as unknown as { seed: Record<string, (...given: unknown[]) => unknown> };
      return seed[name]?.(...given);
    },
    name,
    given,
  ) as never;
}

/** The popup itself, as a press of the toolbar button opens it, at the sessions: by keyboard alone. */
export async function openSessions(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto("chrome://version");
  await page.bringToFront();
  const [extension] = (await browser.extensions()).values();
  await extension?.triggerAction(page);
  const target = await browser.waitForTarget((candidate) => candidate.url().endsWith("/popup/popup.html"));
  const popup = await target.asPage();
  await popup.waitForSelector(".view-switch");
  expect(await popup.$eval("[aria-current]", ({ textContent }) => textContent)).toBe("Now");
  await tabTo(popup, "Sessions");
  await popup.keyboard.press("Enter");
  await popup.waitForSelector("main h2, main li");
  return popup;
}

/** What has the focus: its name, or its words. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    return (
      activeElement?.ariaLabel ??
      activeElement?.querySelector(".session-title")?.textContent ??
      activeElement?.textContent ??
      ""
    );
  });
}

export async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 20; i++) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The Tab key does not lead to ${name}, but to ${await focused(page)}.`);
}

export async function untilFocused(page: Page, name: string): Promise<void> {
  await vi.waitFor(async () => expect(await focused(page)).toBe(name), PATIENCE);
}

export const titles = (page: Page) =>
  page.$$eval(".session-title", (found) => found.map(({ textContent }) => textContent));

/** As long as a change takes that is not to be. */
export function quiet(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 500));
}
