import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WINDOW_SECONDS } from "../../../src/session/definitions.ts";
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
    const page = await reports.openWhole(name, { width, scheme });
    await page.$$eval("details", (all) => {
      for (const details of all) details.open = true;
    });
    await page.waitForSelector(".seconds td");
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

test("names begin at one line, from whichever side they are written", async () => {
  const page = await reports.openWhole("names");
  const starts = await page.$$eval(".report-moment bdi", (names) =>
    names.map((name) => {
      const range = document.createRange();
      range.selectNodeContents(name);
      return Math.round(range.getBoundingClientRect().left);
    }),
  );
  expect(starts.length).toBeGreaterThan(5);
  expect(new Set(starts).size).toBe(1);
  await page.close();
});

test("with forced colours the cursor, its time and the notes' marks stand out from the page", async () => {
  const page = await reports.openWhole("ordinary");
  const debug = await page.createCDPSession();
  await debug.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
  await page.focus("[role=slider]");
  await page.keyboard.press("End");
  await page.waitForSelector(".cursor-time");
  const { page: paper, ...marks } = await page.evaluate(() => {
    const ground = (selector: string, part?: string) =>
      getComputedStyle(document.querySelector(selector) ?? document.body, part).backgroundColor;
    return {
      page: ground("body"),
      cursor: ground(".cursor"),
      time: ground(".cursor-time"),
      mark: ground(".note-mark", "::before"),
    };
  });
  for (const [name, colour] of Object.entries(marks)) expect(colour, name).not.toBe(paper);
  await page.close();
});

test("how each figure is computed is told in words with units, once it is asked for", async () => {
  const page = await reports.openWhole("ordinary");
  const explanations = () =>
    page.$$eval("details:not(.seconds)", (all) =>
      all.map((details) => [...details.querySelectorAll("p")].map((told) => told.checkVisibility() && told.innerText)),
    );
  expect((await explanations()).flat().some(Boolean)).toBe(false);
  for (const summary of await page.$$("details:not(.seconds) summary")) await summary.click();
  const told = (await explanations()).flat().join("\n");
  for (const figure of [
    "share is the mean",
    "“Not sure” is",
    `in ${WINDOW_SECONDS} seconds`,
    "from −1 to +1",
    "A moment is",
  ])
    expect(told).toContain(figure);
  await page.close();
});

test("the cursor's time stands over the middle of its line, and within the plot at either end", async () => {
  const page = await reports.openWhole("ordinary");
  const offsets = () =>
    page.evaluate(() => {
      const [plot, line, time] = ["[role=slider]", ".cursor", ".cursor-time"].map((selector) =>
        document.querySelector(selector)?.getBoundingClientRect(),
      );
      if (!plot || !line || !time) throw new Error("There is no cursor.");
      return {
        fromStart: time.left - plot.left,
        fromLine: (time.left + time.right) / 2 - (line.left + line.right) / 2,
        fromEnd: plot.right - time.right,
      };
    });
  await page.focus("[role=slider]");
  await page.keyboard.press("Home");
  expect(Math.abs((await offsets()).fromStart)).toBeLessThan(1);
  await page.keyboard.press("End");
  expect(Math.abs((await offsets()).fromEnd)).toBeLessThan(1);
  await page.keyboard.down("Shift");
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.up("Shift");
  expect(Math.abs((await offsets()).fromLine)).toBeLessThan(1);
  await page.close();
});
