// What every file of these tests begins with: a browser for each test, the store at hand, and the popup by keyboard.

import type { Page } from "puppeteer";
import { afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { openPopup } from "../../../scripts/demo-call.mjs";
import { completeWelcome } from "../../../scripts/welcome.mjs";
import { callSeed, seedScript } from "../seeded-page.ts";
import type { Seed } from "./session-seed.ts";

export const PATIENCE = { timeout: 30_000, interval: 100 };

export let browser: Awaited<ReturnType<typeof launchBrowser>>;
/** A page of the extension that stays open, with the store at hand. */
let keeper: Page;
let seed: string;
let extensionId: string;

/** Call it once, at the top of the file. */
export function openBrowserForEachTest(): void {
  beforeAll(async () => {
    seed = await seedScript("test/browser/popup/session-seed.ts");
  });
  beforeEach(async () => {
    browser = await launchBrowser({ args: ["--screen-info={1366x768}", "--window-size=1366,768"] });
    extensionId = await browser.installExtension(EXTENSION);
    await completeWelcome(browser, extensionId);
    keeper = await browser.newPage();
    await openKeeper(`chrome-extension://${extensionId}/popup/popup.html?tab=1`);
  });
  afterEach(() => browser.close());
}

/** Opens the page that keeps the store at hand; without an address, anew. */
export async function openKeeper(url = keeper.url()): Promise<void> {
  await keeper.goto(url);
  await keeper.evaluate(seed);
}

/** Calls the store in the page that keeps it at hand. */
export function store<Name extends keyof Seed>(name: Name, ...given: Parameters<Seed[Name]>) {
  return callSeed<Seed, Name>(keeper, name, given);
}

/** The popup itself, as a press of the toolbar button opens it, at the sessions: by keyboard alone. */
export async function openSessions(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto("chrome://version");
  await page.bringToFront();
  const popup = await openPopup(browser, extensionId, page);
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
