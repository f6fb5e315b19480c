import { afterAll, beforeAll, expect, test } from "vitest";
import { openReports, type Reports, untilSaid } from "./report-page.ts";

let reports: Reports;
beforeAll(async () => {
  reports = await openReports();
});
afterAll(() => reports.close());

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
