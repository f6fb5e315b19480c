import type { Page } from "puppeteer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { openPopup } from "../../../scripts/demo-call.mjs";
import { completeWelcome } from "../../../scripts/welcome.mjs";
import { accessibilityViolations } from "./axe.ts";

let browser: Awaited<ReturnType<typeof launchBrowser>>;
beforeEach(() => launchOn(1366, 768));
afterEach(() => browser.close());

/** On a screen of this size, in pixels: Chrome makes a popup no taller than there is room below its button. */
async function launchOn(width: number, height: number): Promise<void> {
  browser = await launchBrowser({
    extensions: [EXTENSION],
    args: [`--screen-info={${width}x${height}}`, `--window-size=${width},${height}`],
  });
}

async function welcome(): Promise<void> {
  const [id] = (await browser.extensions()).keys();
  await completeWelcome(browser, id ?? "");
}

/** Opens the popup on the page as a press of the toolbar button does. */
async function popupOn(page: Page): Promise<Page> {
  const [id = ""] = (await browser.extensions()).keys();
  await page.bringToFront();
  const popup = await openPopup(browser, id, page);
  await popup.waitForSelector("main");
  return popup;
}

const toggle = (popup: Page) =>
  popup.$eval(".header [role=switch]", (element) => ({
    isOn: element.ariaChecked === "true",
    isEnabled: !element.hasAttribute("disabled"),
  }));

const focused = (popup: Page) => popup.evaluate(() => document.activeElement?.className);

const title = (popup: Page) => popup.$eval("h2", ({ textContent }) => textContent);

test("with the keyboard alone: where to finish setting up, then off, then why a browser page can't be read", async () => {
  const page = await browser.newPage();
  await page.goto("chrome://version");
  let popup = await popupOn(page);

  expect(await title(popup)).toBe("One step before the first call");
  expect(await toggle(popup)).toEqual({ isOn: false, isEnabled: false });
  expect(await accessibilityViolations(popup)).toEqual([]);
  await popup.keyboard.press("Tab");
  expect(await focused(popup)).toBe("button");
  await welcome();
  // Opened again, whether it closed when the tabs changed or not.
  await popup.close().catch(() => undefined);
  popup = await popupOn(page);

  await popup.waitForSelector(".legend-large");
  expect(await title(popup)).toBe("Nothing is being read");
  expect(await toggle(popup)).toEqual({ isOn: false, isEnabled: true });
  expect(await accessibilityViolations(popup)).toEqual([]);
  while ((await focused(popup)) !== "switch") await popup.keyboard.press("Tab");
  await popup.keyboard.press("Space");

  await popup.waitForFunction(() => document.querySelector("h2")?.textContent === "This page can’t be read");
  expect(await toggle(popup)).toEqual({ isOn: false, isEnabled: true });
  expect(await popup.$eval("[role=status]", ({ textContent }) => textContent)).toBe("This page can’t be read");
  expect(await accessibilityViolations(popup)).toEqual([]);
});

test("the popup has its full size, or on a low screen what there is, and never two scroll bars", async () => {
  const size = async () => {
    const page = await browser.newPage();
    await page.goto("chrome://version");
    const popup = await popupOn(page);
    await popup.waitForFunction(() => innerWidth === document.documentElement.scrollWidth && innerWidth === 400);
    return await popup.evaluate(() => ({ window: innerHeight, page: document.documentElement.scrollHeight }));
  };
  expect(await size()).toEqual({ window: 580, page: 580 });
  await browser.close();
  await launchOn(800, 600);
  const low = await size();
  expect(low.window).toBeLessThan(580);
  expect(low.page).toBe(low.window);
});

test("a setting made in one popup shows in another", async () => {
  const page = await browser.newPage();
  await page.goto("chrome://version");
  await welcome();
  const popup = await popupOn(page);
  await popup.waitForSelector(".footer [role=switch][aria-checked=false]");
  const url = popup.url();

  const inTab = await browser.newPage();
  await inTab.goto(`${url}?tab=1`);
  await inTab.waitForSelector(".footer");
  await inTab.click(".footer [role=switch]");
  await inTab.waitForSelector(".footer [role=switch][aria-checked=true]");

  const another = await browser.newPage();
  await another.goto(`${url}?tab=2`);
  await another.waitForSelector(".footer [role=switch][aria-checked=true]");
});

test("the options are a press away: who asks to be left out need not wait", async () => {
  const page = await browser.newPage();
  await page.goto("chrome://version");
  await welcome();
  const popup = await popupOn(page);
  await popup.waitForSelector(".legend-large");
  const name = () => popup.evaluate(() => document.activeElement?.ariaLabel);
  for (let i = 0; i < 6 && (await name()) !== "Options"; i++) await popup.keyboard.press("Tab");
  expect(await name()).toBe("Options");
  // It closes as the page opens.
  popup.keyboard.press("Enter").catch(() => undefined);
  await browser.waitForTarget((candidate) => candidate.url().endsWith("/options/options.html"));
});

test("a tab that is gone is told, and can be tried again", async () => {
  const page = await browser.newPage();
  await page.goto("chrome://version");
  await welcome();
  const popup = await popupOn(page);
  const url = popup.url();

  const inTab = await browser.newPage();
  await inTab.goto(`${url}?tab=999999999`);
  await inTab.waitForSelector(".header [role=switch]:enabled");
  await inTab.click(".header [role=switch]");
  await inTab.waitForFunction(() => document.querySelector("h2")?.textContent === "This page can’t be read");
  expect(await toggle(inTab)).toEqual({ isOn: false, isEnabled: true });
});
