import { expect, test } from "vitest";
import { browser, openBrowserForEachTest, store } from "../popup/session-setup.ts";

openBrowserForEachTest();

test("what can't be saved has no consequences: no session is deleted, no permission given back or left, nothing typed is lost", async () => {
  await store("some");
  const kept = await store("titles");
  const [extension] = (await browser.extensions()).values();
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${extension?.id}/options/options.html`);
  await page.evaluate(async () => {
    const { settings } = await chrome.storage.local.get<{ settings: object }>("settings");
    await chrome.storage.local.set({ settings: { ...settings, alwaysOn: ["meet.example.org"] } });
    const given: unknown[] = [];
    Object.assign(globalThis, { given });
    chrome.permissions.remove = async (permissions: unknown) => given.push(permissions) > 0;
    chrome.storage.local.set = () => {
      throw new Error("The disk is full.");
    };
  });
  await page.waitForSelector("[aria-label='Remove: meet.example.org']");

  await page.type(".name-list input", "Ada Lovelace");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".name-list-problem")?.textContent?.startsWith("It was not"));
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe("Ada Lovelace");

  await page.click("[aria-label='Remove: meet.example.org']");
  await page.click("[value=session]");
  await page.waitForSelector("dialog[open]");
  await page.click(".button-danger");
  await page.waitForSelector("[value='30-days']:checked");
  // Long enough for what must not happen.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await store("titles")).toEqual(kept);
  expect(await page.evaluate(() => (globalThis as unknown as { given: unknown[] }).given)).toEqual([]);
  expect(await page.$eval(".options-said", ({ textContent }) => textContent)).toBe(
    "It was not saved. Is the disk full?",
  );

  // The permission for a site that could not be added goes again.
  await page.evaluate(() => {
    chrome.permissions.request = async () => true;
  });
  await page.type("[placeholder='meet.example.org']", "talk.example.org");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".name-list-problem")].at(-1)?.textContent?.startsWith("It was not"),
  );
  expect(await page.evaluate(() => (globalThis as unknown as { given: unknown[] }).given)).toEqual([
    { origins: ["https://talk.example.org/*"] },
  ]);
});
