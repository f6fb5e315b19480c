// A report whose session changes while it is looked at.

import { afterAll, beforeAll, expect, test } from "vitest";
import { openReports, type Reports, texts, untilSaid } from "./report-page.ts";
import { SESSIONS } from "./sessions.ts";

let reports: Reports;
beforeAll(async () => {
  reports = await openReports();
});
afterAll(() => reports.close());

test("deleted elsewhere it says so, offers nothing, and comes back when that is undone", async () => {
  const page = await reports.openWhole("short");
  await reports.store("remove", SESSIONS.short().id);
  await untilSaid(page, "h1", "This session was deleted");
  expect(await page.$$("button, a, [role=slider]")).toEqual([]);
  await reports.store("put", "short");
  await untilSaid(page, "h1", "A try");
  await page.close();
});

test("a session that goes on is followed to its end", async () => {
  const id = await reports.store("putLive", 20, false);
  const page = await reports.open({ id });
  await untilSaid(page, ".report-live", "Still going on");
  expect(await page.$eval(".timeline-view", ({ textContent }) => textContent)).toBe("The whole session, 20 sec");
  const slider = () => page.$eval("[role=slider]", ({ ariaValueText }) => ariaValueText);
  const before = await slider();
  await page.focus("[role=slider]");
  await reports.store("putLive", 45, false);
  await untilSaid(page, ".timeline-view", "The whole session, 45 sec");
  // Every few seconds it would be too much.
  expect(await slider()).toBe(before);
  expect((await page.$$eval("[role=status]", texts)).join()).not.toContain("The whole session");
  await reports.store("putLive", 60, true);
  await untilSaid(page, ".timeline-view", "The whole session, 1 min");
  expect(await page.$(".report-live")).toBeNull();
  await untilSaid(page, "[role=status]", "The session has ended.");
  await page.close();
});

test("a session that a file's, which is shorter, replaces is shown from its beginning to its end", async () => {
  const id = await reports.store("putLive", 90, true);
  const page = await reports.openWhole({ id });
  await page.focus("[role=slider]");
  for (const key of ["End", "+", "+", "+"] as const) await page.keyboard.press(key);
  await untilSaid(page, ".timeline-view", "From 1:1");
  await reports.store("putLive", 20, true);
  await untilSaid(page, ".report-facts", "20 sec");
  await untilSaid(page, ".timeline-view", "The whole session, 20 sec");
  expect(await page.$eval(".cursor-time", ({ textContent }) => textContent)).toBe("0:19");
  await page.close();
});
