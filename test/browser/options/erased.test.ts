import { expect, test } from "vitest";
import { browser, openBrowserForEachTest, PATIENCE, store } from "../popup/session-setup.ts";

openBrowserForEachTest();

test("once everything is erased a report brings back no session that it had deleted before", async () => {
  await store("some");
  const [extension] = (await browser.extensions()).values();
  const open = async (path: string) => {
    const page = await browser.newPage();
    await page.goto(`chrome-extension://${extension?.id}/${path}`);
    await page.waitForSelector("main");
    return page;
  };
  const popup = await open("popup/popup.html?tab=1");
  await popup.click(".view-switch button:not([aria-current])");
  await popup.waitForSelector(".session");
  const id = await popup.$eval(".session", (session) => (session as HTMLElement).dataset.session);
  const report = await open(`report/report.html?session=${id}`);
  await (await report.waitForSelector(".tool-danger"))?.click();
  await report.waitForSelector(".report-notice .button");

  const options = await open("options/options.html");
  await options.click(".button-erase");
  await options.click("dialog .button-danger");
  await options.waitForFunction(() => document.querySelector(".erase-said")?.textContent === "Everything is erased.");
  const said = () => report.$eval(".report-notice", (notice) => (notice as HTMLElement).innerText);
  await expect.poll(said, PATIENCE).toMatch(/^This session was deleted/);
  expect(await report.$(".report-notice .button")).toBeNull();
});
