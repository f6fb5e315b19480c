// The table that stands for the charts.

import type { Page } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";
import messages from "../../../_locales/en/messages.json" with { type: "json" };
import type { Track } from "../../../src/session/session.ts";
import { openReports, type Reports } from "./report-page.ts";
import { SESSIONS } from "./sessions.ts";

let reports: Reports;
beforeAll(async () => {
  reports = await openReports();
});
afterAll(() => reports.close());

/** The words for EXPRESSIONS, then for the other two things that a second may show. */
const WORDS = [
  messages.labelNeutral,
  messages.labelHappiness,
  messages.labelSurprise,
  messages.labelSadness,
  messages.labelAnger,
  messages.labelDisgust,
  messages.labelFear,
  messages.labelContempt,
  messages.contentNotSure,
  messages.reportNoFace,
].map(({ message }) => message);

/** What most seconds of a stretch show, in a word; of equals the first of WORDS. */
function mostShown({ readings, notSure, probabilities }: Track, from: number, to: number): string {
  const votes = WORDS.map(() => 0);
  for (let second = from; second < to; second++) {
    const shares = [...probabilities.subarray(second * 8, second * 8 + 8)];
    const count = readings[second] ?? 0;
    const place = count === 0 ? 9 : 2 * (notSure[second] ?? 0) >= count ? 8 : shares.indexOf(Math.max(...shares));
    votes[place] = (votes[place] ?? 0) + 1;
  }
  return WORDS[votes.indexOf(Math.max(...votes))] ?? "";
}

async function rowsOf(page: Page): Promise<string[][]> {
  await page.focus(".seconds summary");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".seconds tbody tr");
  return page.$$eval(".seconds tbody tr", (all) =>
    all.map((row) => [...row.children].map(({ textContent }) => textContent ?? "")),
  );
}

test("a long session's rows are stretches of it, all of it, in the words of the lanes", async () => {
  const page = await reports.openWhole("ordinary");
  const rows = await rowsOf(page);
  expect(rows.map(([time]) => time)).toEqual(Array.from({ length: 40 }, (_, i) => `${i}:00–${i + 1}:00`));
  const { participants } = SESSIONS.ordinary();
  for (const [i, [, room, , , ...people]] of rows.entries()) {
    expect(room).toMatch(/^(?:.+ \d+%|Not sure|No face)$/);
    expect(people).toEqual(participants.map(({ track }) => mostShown(track, 60 * i, 60 * (i + 1))));
  }
  await page.close();
});

test("a short one's are its seconds, as a screen reader is told them", async () => {
  const page = await reports.openWhole("short");
  const rows = await rowsOf(page);
  expect(rows.map(([time]) => time)).toEqual(["0:00", "0:01", "0:02"]);
  await page.focus("[role=slider]");
  await page.keyboard.press("Home");
  for (const cells of rows) {
    const said = await page.$eval("[role=slider]", ({ ariaValueText }) => ariaValueText);
    for (const words of cells.filter((words) => words !== "–")) expect(said).toContain(words);
    await page.keyboard.press("ArrowRight");
  }
  await page.close();
});
