import type { Page } from "puppeteer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { completeWelcome } from "../../../scripts/welcome.mjs";
import type { Settings } from "../../../src/messages/settings.ts";
import { accessibilityViolations } from "../popup/axe.ts";
import type { Seed } from "../popup/session-seed.ts";
import { callSeed, seedScript } from "../seeded-page.ts";

let browser: Awaited<ReturnType<typeof launchBrowser>>;
let page: Page;

beforeEach(async () => {
  browser = await launchBrowser();
  const extensionId = await browser.installExtension(EXTENSION);
  await completeWelcome(browser, extensionId);
  page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/options/options.html`);
  await page.waitForSelector("main");
});
afterEach(() => browser.close());

async function untilSaved(expected: Partial<Settings>): Promise<void> {
  const stored = () => page.evaluate(() => chrome.storage.local.get<{ settings: Settings }>("settings"));
  await expect.poll(async () => (await stored()).settings).toMatchObject(expected);
}

/** Presses Tab until what has the focus matches. */
async function tabTo(selector: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The focus never came to ${selector}.`);
}

test("with the keyboard alone: each setting is saved as it is changed, and said to be", async () => {
  await tabTo("[value=everyone]");
  // It is said for some seconds only.
  const said = page.waitForFunction(() => document.querySelector(".options-said")?.textContent === "Saved");
  await page.keyboard.press("ArrowDown");
  await untilSaved({ faces: "mine" });
  await said;

  await tabTo(".name-list input");
  await page.keyboard.type("  Ada Lovelace ");
  await page.keyboard.press("Enter");
  await untilSaved({ leaveOut: ["Ada Lovelace"] });
  await page.keyboard.type("عمر");
  await page.keyboard.press("Enter");
  await untilSaved({ leaveOut: ["Ada Lovelace", "عمر"] });
  await tabTo("[aria-label='Remove: Ada Lovelace']");
  await page.keyboard.press("Enter");
  await untilSaved({ leaveOut: ["عمر"] });
  // Not lost with the button that went.
  expect(await page.evaluate(() => document.activeElement?.matches(".name-list input"))).toBe(true);

  await tabTo("[role=switch]");
  await page.keyboard.press("Space");
  await untilSaved({ badges: true });
  await tabTo("[name][value='4']");
  await page.keyboard.press("ArrowUp");
  await untilSaved({ rate: 1 });
  await tabTo("[value=auto]");
  await page.keyboard.press("ArrowUp");
  await untilSaved({ backend: "wasm" });
  await tabTo("[role=switch][aria-checked=false]");
  await page.keyboard.press("Space");
  await untilSaved({ keepNames: true });
  await tabTo("[value='30-days']");
  await page.keyboard.press("ArrowDown");
  await untilSaved({ retention: "forever" });

  await page.reload();
  await page.waitForSelector("main");
  const checked = await page.$$eval("input:checked", (inputs) => inputs.map(({ value }) => value));
  expect(checked).toEqual(["mine", "1", "wasm", "forever"]);
});

test("a double click takes one name off the list, not the next one, too", async () => {
  for (const name of ["Ada", "Ben", "Chiara"]) {
    await page.type(".name-list input", name);
    await page.keyboard.press("Enter");
    await page.waitForSelector(`[aria-label="Remove: ${name}"]`);
  }
  const button = await page.$('[aria-label="Remove: Ada"]');
  await button?.scrollIntoView();
  const { x, y } = (await button?.clickablePoint()) ?? { x: 0, y: 0 };
  await page.mouse.click(x, y);
  await page.waitForSelector('[aria-label="Remove: Ada"]', { hidden: true });
  await page.mouse.click(x, y, { clickCount: 2 });
  await page.type(".name-list input", "Deniz");
  await page.keyboard.press("Enter");
  await untilSaved({ leaveOut: ["Ben", "Chiara", "Deniz"] });
});

test("of choices that overtake each other the last one holds, and what is not past its time is not asked about", async () => {
  await page.evaluate(await seedScript("test/browser/popup/session-seed.ts"));
  await callSeed<Seed, "some">(page, "some", []);
  await page.evaluate(() => {
    for (const value of ["session", "forever"]) document.querySelector<HTMLElement>(`[value='${value}']`)?.click();
  });
  await untilSaved({ retention: "forever" });
  // None is a month old.
  await page.click("[value='30-days']");
  await untilSaved({ retention: "30-days" });
  expect(await page.$("dialog")).toBeNull();
  await page.click("[value=session]");
  await page.waitForSelector("dialog[open]");
});

test("changes made at once do not undo each other", async () => {
  await page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLElement>("[role=switch]")) button.click();
    document.querySelector<HTMLElement>("[value='8']")?.click();
  });
  await untilSaved({ badges: true, keepNames: true, rate: 8 });
});

test("a list that is full says so and keeps what was typed", async () => {
  await page.evaluate(async () => {
    const { settings } = await chrome.storage.local.get<{ settings: Settings }>("settings");
    const leaveOut = Array.from({ length: 200 }, (_, i) => `Person ${i + 1}`);
    await chrome.storage.local.set({ settings: { ...settings, leaveOut } });
  });
  await page.waitForSelector("[aria-label='Remove: Person 200']");
  await page.type(".name-list input", "One more");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".name-list-problem")?.textContent?.includes("200"));
  expect(await page.$eval(".name-list input", (field) => field instanceof HTMLInputElement && field.value)).toBe(
    "One more",
  );
  expect(await page.$eval(".options-said", ({ textContent }) => textContent)).toBe("");
});

test.each(["not a site", "http://meet.example.org", "chrome://settings", "https://", "*.example.org"])(
  "“%s” is no site, and the page says what one is",
  async (text) => {
    const [, field] = await page.$$(".name-list input");
    await field?.type(text);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll("[role=alert]")[1]?.textContent !== "");
    expect(await field?.evaluate((input) => [input.ariaInvalid, input.value])).toEqual(["true", text]);
    await untilSaved({ alwaysOn: [] });
    // Entered again, it is read out again: the words are others, though the same.
    const words = await page.evaluateHandle(() => document.querySelectorAll("[role=alert]")[1]?.firstElementChild);
    await page.keyboard.press("Enter");
    await page.waitForFunction((words) => !words?.isConnected, {}, words);
    expect(await page.$$eval("[role=alert]", (all) => all[1]?.textContent)).not.toBe("");
  },
);

test("a change made elsewhere shows, even one made the moment the page is there", async () => {
  await page.evaluateOnNewDocument(() => {
    const untilThere = new MutationObserver(() => {
      if (!document.querySelector("main")) return;
      untilThere.disconnect();
      void chrome.storage.local.set({ settings: { rate: 1 } });
    });
    untilThere.observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await page.waitForSelector("[value='1']:checked");
  await page.waitForSelector(".options-banner");
});

test("with forced colours a switch shows where it stands, on or off", async () => {
  const debug = await page.createCDPSession();
  await debug.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
  await page.click("[role=switch][aria-checked=false]");
  await page.waitForSelector("[role=switch][aria-checked=true]");
  const switches = await page.$$eval("[role=switch]", (all) =>
    all.map((each) => ({
      isOn: each.ariaChecked,
      ground: getComputedStyle(each).backgroundColor,
      knob: getComputedStyle(each, "::before").backgroundColor,
    })),
  );
  expect(new Set(switches.map(({ isOn }) => isOn))).toEqual(new Set(["true", "false"]));
  for (const { isOn, ground, knob } of switches) expect(knob, `on: ${isOn}`).not.toBe(ground);
});

test("no accessibility violations, light and dark, narrow and wide, on any of the pages", async () => {
  await page.type(".name-list input", `${"W".repeat(60)} ${"long ".repeat(10)}`);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".name-list bdi");
  const check = async (name: string) => {
    for (const scheme of ["light", "dark"]) {
      await page.emulateMediaFeatures([
        { name: "prefers-color-scheme", value: scheme },
        { name: "prefers-reduced-motion", value: "reduce" },
      ]);
      for (const width of [320, 1280]) {
        await page.setViewport({ width, height: 800 });
        expect(await accessibilityViolations(page), `${name}, ${scheme}, ${width} px`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
      }
    }
  };
  await check("options");
  await page.click(".button-erase");
  await page.waitForSelector("dialog[open]");
  await check("question");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { hidden: true });
  await page.click("nav a[href*=privacy]");
  await page.waitForSelector(".permissions");
  await check("privacy");
});
