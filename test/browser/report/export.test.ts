// What leaves the report: files, drawings and paper.

import type { Page } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openReports, type Reports, texts, untilSaid } from "./report-page.ts";
import { SESSIONS, type SessionName } from "./sessions.ts";

let reports: Reports;
beforeAll(async () => {
  reports = await openReports();
});
afterAll(() => reports.close());

/** The day of all sessions, as files are called. Browser and test are in one time zone. */
const DAY = new Intl.DateTimeFormat("sv").format(SESSIONS.ordinary().startedMs);

/** Saves a file by the menu's entry at that place, by keyboard. */
async function exported(page: Page, place: number, name: string): Promise<Buffer> {
  await page.focus(".export-button");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".export-menu:popover-open");
  for (let i = 0; i < place; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  return await reports.downloaded(name);
}

test("exported files hold what the report shows", async () => {
  const page = await reports.openWhole("ordinary");
  const save = (place: number, extension: string) => exported(page, place, `Community call spring ${DAY}.${extension}`);

  const table = (await save(1, "csv")).toString();
  const rows = table.trim().split("\r\n");
  const seconds = SESSIONS.ordinary().participants.reduce((sum, { totals }) => sum + totals.secondsInView, 0);
  expect(rows).toHaveLength(1 + seconds);
  expect(rows[1]).toContain("Ada Lovelace");

  const file = JSON.parse((await save(2, "json")).toString());
  expect(file.title).toBe("Community call, spring");
  expect(file.notes).toHaveLength(2);

  const picture = await save(3, "png");
  expect(picture.subarray(1, 4).toString()).toBe("PNG");
  expect(picture.readUInt32BE(16)).toBe(2400);

  const drawing = (await save(4, "svg")).toString();
  const drawn = await page.evaluate((svg) => {
    const { documentElement } = new DOMParser().parseFromString(svg, "image/svg+xml");
    return {
      root: documentElement.tagName,
      words: [...documentElement.querySelectorAll("text")].map(({ textContent }) => textContent),
    };
  }, drawing);
  expect(drawn.root).toBe("svg");
  expect(drawn.words).toEqual(expect.arrayContaining(["Community call, spring", "Ada Lovelace", "Smile", "Not sure"]));
  await page.close();
});

test("a session that has only begun is drawn, too", async () => {
  const id = await reports.store("putLive", 0, false);
  const page = await reports.open({ id });
  await untilSaid(page, ".report-empty", "No face has been seen yet.");
  const drawing = (await exported(page, 4, `meet.example.org ${DAY}.svg`)).toString();
  expect(drawing).toContain("Ada Lovelace");
  expect(drawing).not.toContain("NaN");
  await page.close();
});

test("a drawing is well formed whatever the names are", async () => {
  const page = await reports.openWhole("names");
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const words = await page.$$eval(".printed-chart text", texts);
  expect(words).toEqual(expect.arrayContaining(["שרה כהן", expect.stringMatching(/^<img src=x onerror=.+…$/)]));
  expect(await page.$$(".printed-chart parsererror, .printed-chart img")).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
});

test("printed, an ordinary session takes two pages, one of twelve people three", async () => {
  const pages = async (name: SessionName) => {
    const page = await reports.openWhole(name, { scheme: "dark" });
    const pdf = Buffer.from(await page.pdf({ format: "A4", printBackground: true })).toString("latin1");
    await page.close();
    return pdf.match(/\/Type\s*\/Page\b/g)?.length;
  };
  expect(await pages("ordinary")).toBeLessThanOrEqual(2);
  expect(await pages("long")).toBeLessThanOrEqual(3);
});

test("on paper no heading stands alone", async () => {
  const page = await reports.openWhole("short");
  await page.emulateMediaType("print");
  const bare = await page.$$eval("h2", (headings) =>
    headings
      .filter((heading) => heading.checkVisibility())
      .filter(
        (heading) =>
          ![...(heading.parentElement?.querySelectorAll("p, li, svg") ?? [])].some((each) => each.checkVisibility()),
      )
      .map(({ textContent }) => textContent),
  );
  expect(bare).toEqual([]);
  await page.close();
});

test("on paper, too, it is told that somebody is not counted", async () => {
  const page = await reports.openWhole("ordinary");
  await (await page.$(".lane-label input"))?.click();
  await page.waitForSelector(".report-left-out button");
  await page.emulateMediaType("print");
  const words = await page.$$eval("main p", (all) =>
    all.filter((each) => each.checkVisibility()).map(({ innerText }) => innerText.trim()),
  );
  expect(words).toContain("1 person is not counted.");
  await page.close();
});
