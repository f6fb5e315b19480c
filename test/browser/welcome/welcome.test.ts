import type { Page } from "puppeteer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { fillIn, welcomePage } from "../../../scripts/welcome.mjs";
import type { Purpose, Settings } from "../../../src/messages/settings.ts";
import { accessibilityViolations } from "../popup/axe.ts";

let browser: Awaited<ReturnType<typeof launchBrowser>>;
let extensionId: string;
let page: Page;

beforeEach(async () => {
  browser = await launchBrowser({ args: ["--screen-info={1366x900}"] });
  extensionId = await browser.installExtension(EXTENSION);
  page = await welcomePage(browser, extensionId);
});
afterEach(() => browser.close());

const settings = (from: Page = page) =>
  from.evaluate(async () => (await chrome.storage.local.get<{ settings?: Settings }>("settings")).settings);

const start = (from: Page, tabId: number) =>
  from.evaluate((tabId) => chrome.runtime.sendMessage({ type: "start", tabId, start: "s" }), tabId);

test("installing opens it, and nothing starts before it is done", async () => {
  const tabId = await page.evaluate(async () => (await chrome.tabs.getCurrent())?.id ?? -1);
  expect(await start(page, tabId)).toEqual({ ok: false, why: "not-welcomed", detail: "" });
  expect(await settings()).toBeUndefined();
  await fillIn(page, "leading");
  // A page of an extension can't be read, but that is another reason.
  expect(await start(page, tabId)).toMatchObject({ ok: false, why: "not-allowed" });
});

test("with the keyboard alone: the notice is copied, a purpose chosen, the promise made", async () => {
  await browser.defaultBrowserContext().overridePermissions(`chrome-extension://${extensionId}`, ["clipboard-read"]);
  const focused = () => page.evaluate(() => document.activeElement?.matches(".chat-notice-copy button"));
  while (!(await focused())) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".chat-notice-copy [role=status]")?.textContent === "Copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("I am using Countenance in this call");

  // Sent with nothing chosen it stays, and says what is missing.
  while (!(await page.evaluate(() => document.activeElement?.matches("[type=submit]"))))
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await page.$(".ready")).toBeNull();
  expect(await page.evaluate(() => document.activeElement?.matches("[type=radio]:invalid"))).toBe(true);
  expect(await settings()).toBeUndefined();

  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".ready");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Countenance is ready");
  expect(await settings()).toMatchObject({ welcomeDone: true, purpose: "own", faces: "mine" });
});

test.each<[Purpose, Partial<Settings>]>([
  ["leading", { faces: "everyone", keepNames: false, badges: false, retention: "30-days" }],
  ["consent", { faces: "everyone", keepNames: true, badges: false, retention: "forever" }],
  ["own", { faces: "mine", keepNames: false, badges: false, retention: "30-days" }],
  ["faces", { faces: "everyone", keepNames: false, badges: true, retention: "session" }],
  ["looking", { faces: "everyone", keepNames: false, badges: false, retention: "session" }],
])("%s sets the options to fit", async (purpose, expected) => {
  await fillIn(page, purpose);
  expect(await settings()).toEqual({
    leaveOut: [],
    rate: 4,
    backend: "auto",
    alwaysOn: [],
    ...expected,
    welcomeDone: true,
    purpose,
  });
});

test("what was changed in the options before does not break what the purpose promises", async () => {
  await page.evaluate(() => chrome.storage.local.set({ settings: { keepNames: true, retention: "forever", rate: 1 } }));
  await fillIn(page, "leading");
  expect(await settings()).toMatchObject({ keepNames: false, retention: "30-days", rate: 1 });
});

test("what can't be saved does not turn it on, and that is said", async () => {
  await page.evaluate(() => {
    chrome.storage.local.set = () => {
      throw new Error("The disk is full.");
    };
  });
  for (const pressed of ["[value=leading]", "[type=checkbox]", "[type=submit]"]) await page.click(pressed);
  await page.waitForFunction(() =>
    document.querySelector(".set-up [role=alert]")?.textContent?.startsWith("It was not"),
  );
  expect(await page.$(".ready")).toBeNull();
});

test("opened again it does not ask again", async () => {
  await fillIn(page, "consent");
  await page.reload();
  await page.waitForSelector(".ready");
  expect(await page.$("form")).toBeNull();
});

test("no accessibility violations, light and dark, narrow and wide, before and after", async () => {
  const check = async () => {
    for (const scheme of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      for (const width of [320, 1280]) {
        await page.setViewport({ width, height: 800 });
        expect(await accessibilityViolations(page), `${scheme}, ${width} px`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    }
  };
  await check();
  await fillIn(page, "looking");
  await check();
});
