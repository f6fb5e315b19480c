import { readdirSync } from "node:fs";
import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { accessibilityViolations } from "../popup/axe.ts";
import { type Gallery, openGallery } from "../popup/gallery-page.ts";

const NARROW = 320;
/** Where cards stand in one column, in two, in three. */
const WIDTHS = [NARROW, 800, 1200];
const PAGES = ["popup/popup.html?tab=1", "welcome/welcome.html", "options/options.html", "privacy/privacy.html"];
const SHOWN = ["off", "expressions", "presences", "thirty", "not-kept", "sessions", "summary", "import"] as const;

describe.each(readdirSync(`${ROOT}_locales`))("%s", (folder) => {
  const language = folder.replace("_", "-");
  let gallery: Gallery;
  beforeAll(async () => {
    gallery = await openGallery(language);
  });
  afterAll(() => gallery.close());

  async function check(page: Page): Promise<void> {
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    expect(await cutWords(page)).toEqual([]);
    expect(await accessibilityViolations(page)).toEqual([]);
  }

  test.each(PAGES)("%s has room for its words", async (path) => {
    await check(await gallery.open(path, NARROW));
  });

  test.each(SHOWN)("the popup has room for its words: %s", async (shown) => {
    await check(await gallery.show(shown, "light"));
    for (const width of WIDTHS) await check(await gallery.show(shown, "light", width));
  });

  test("pictures and films have room for their words", async () => {
    const options = await gallery.open("options/options.html", NARROW);
    await options.evaluate(() => chrome.storage.local.set({ settings: { welcomeDone: true } }));
    await check(await gallery.open("analyse/analyse.html", NARROW));
  });

  test("a report has room for its words", async () => {
    const list = await gallery.show("sessions", "light");
    const id = await list.$eval("li:nth-child(2)", (row) => row.dataset.session);
    const page = await gallery.open(`report/report.html?session=${id}`, NARROW);
    await page.waitForSelector("section[aria-busy=false]");
    await page.$$eval("details", (all) => {
      for (const details of all) details.open = true;
    });
    await page.waitForSelector(".seconds td");
    await check(page);
  });
});

/** The words that stand out of what holds them, or that are cut off by it or by the page's edge. Names may be. */
function cutWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const mayBeCut = "bdi, .visually-hidden, .session-people, .session-when, .seconds-scroll";
    const cut: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const parent = text.parentElement;
      if (!text.nodeValue?.trim() || !parent?.checkVisibility() || parent.closest(mayBeCut)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const words = range.getBoundingClientRect();
      let [left, right] = [0, document.documentElement.clientWidth];
      let isHeld = false;
      for (let holder: Element | null = parent; holder; holder = holder.parentElement) {
        const { display, overflowX } = getComputedStyle(holder);
        if (display === "inline" || (isHeld && overflowX === "visible")) continue;
        isHeld = true;
        const edges = holder.getBoundingClientRect();
        left = Math.max(left, edges.left);
        right = Math.min(right, edges.right);
      }
      if (words.left < left - 1 || words.right > right + 1) cut.push(text.nodeValue);
    }
    return cut;
  });
}
