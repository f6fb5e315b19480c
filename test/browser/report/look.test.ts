import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessibilityViolations } from "../popup/axe.ts";
import { openReports, type Reports } from "./report-page.ts";

let reports: Reports;
beforeAll(async () => {
  reports = await openReports();
});
afterAll(() => reports.close());

describe.each(["ordinary", "faceless", "short", "names", "long"] as const)("%s", (name) => {
  test.each([
    [320, "dark"],
    [768, "light"],
    [1600, "dark"],
  ] as const)("axe finds nothing wrong and nothing is wider than the page (%s px, %s)", async (width, scheme) => {
    const page = await reports.open(name, { width, scheme });
    if (name !== "faceless") await page.waitForSelector("section[aria-busy=false]");
    await page.$$eval("details", (all) => {
      for (const details of all) details.open = true;
    });
    if (name !== "faceless") await page.waitForSelector(".seconds td");
    expect(await accessibilityViolations(page)).toEqual([]);
    const wider = await page.evaluate(() =>
      [
        document.documentElement,
        ...document.querySelectorAll("main, header, section:not(.seconds-scroll, .timeline-section), li"),
      ]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => element.outerHTML.slice(0, 200)),
    );
    expect(wider).toEqual([]);
    await page.close();
  });
});
