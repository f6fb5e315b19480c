import type { Page } from "puppeteer";
import { expect, test } from "vitest";
import { browser, openBrowserForEachTest, PATIENCE, store } from "../popup/session-setup.ts";

openBrowserForEachTest();

test("once everything is erased a report brings back no session that it had deleted before", async () => {
  const report = await openReport();
  await (await report.waitForSelector(".tool-danger"))?.click();
  await report.waitForSelector(".report-notice .button");
  await eraseEverything();
  await expect.poll(() => notice(report), PATIENCE).toMatch(/^This session was deleted/);
  expect(await report.$(".report-notice .button")).toBeNull();
});

test("a report that is open when everything is erased says that its session is gone", async () => {
  const report = await openReport();
  await report.waitForSelector(".tool-danger");
  await eraseEverything();
  await expect.poll(() => notice(report), PATIENCE).toMatch(/^This session was deleted/);
  expect(await report.$(".report-notice .button")).toBeNull();
});

/** Of the first of some sessions that are kept. */
async function openReport(): Promise<Page> {
  await store("some");
  const popup = await open("popup/popup.html?tab=1");
  await popup.click(".view-switch button:not([aria-current])");
  await popup.waitForSelector(".session");
  const id = await popup.$eval(".session", (session) => (session as HTMLElement).dataset.session);
  return open(`report/report.html?session=${id}`);
}

async function eraseEverything(): Promise<void> {
  const options = await open("options/options.html");
  await options.click(".button-erase");
  await options.waitForSelector("dialog[open]");
  await options.click("dialog .button-danger");
  await options.waitForFunction(() => document.querySelector(".erase-said")?.textContent === "Everything is erased.");
}

async function open(path: string): Promise<Page> {
  const [extension] = (await browser.extensions()).values();
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${extension?.id}/${path}`);
  await page.waitForSelector("main");
  return page;
}

/** What the page says in its report's place; "" while the report is there. */
async function notice(report: Page): Promise<string> {
  return (await report.$(".report-notice"))?.evaluate((notice) => (notice as HTMLElement).innerText) ?? "";
}
