import type { Page } from "puppeteer";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { strongestMoments } from "../../../src/session/moments.ts";
import type { Track } from "../../../src/session/session.ts";
import { openReports, type Reports, texts, untilSaid } from "./report-page.ts";
import { SESSIONS } from "./sessions.ts";

const PATIENCE = { timeout: 30_000, interval: 100 };

let reports: Reports;
beforeAll(async () => {
  reports = await openReports();
});
afterAll(() => reports.close());

/** What a screen reader is told of the second the cursor is at. */
const said = (page: Page) => page.$eval("[role=slider]", (slider) => slider.getAttribute("aria-valuetext") ?? "");
const second = (page: Page) => page.$eval("[role=slider]", (slider) => Number(slider.getAttribute("aria-valuenow")));
const shown = (page: Page) => page.$eval(".timeline-view", ({ textContent }) => textContent);
/** What a screen reader is told by itself. */
const announced = (page: Page) => page.$$eval("[role=status]", texts);

test("the header has the facts", async () => {
  const page = await reports.openWhole("ordinary");
  expect(await page.$eval("h1", ({ textContent }) => textContent)).toBe("Community call, spring");
  expect(await page.$eval(".report-when", ({ textContent }) => textContent)).toMatch(/March.*2026/);
  expect(await page.$$eval(".report-facts dt, .report-facts dd", texts)).toEqual([
    "Duration",
    "40 min",
    "Who",
    expect.stringContaining("Chiara Rossi"),
    "Site",
    "meet.example.org",
    "Model version",
    "0.2.0",
  ]);
  await page.close();
});

test("the shares are those of the session's seconds", async () => {
  const page = await reports.openWhole("ordinary");
  const { participants } = SESSIONS.ordinary();
  const inView = participants.reduce((sum, { totals }) => sum + totals.secondsInView, 0);
  const shares = EXPRESSIONS.map((_, i) => {
    let sum = 0;
    for (const { track } of participants)
      for (let at = 0; at < track.length; at++)
        if (track.readings[at]) sum += (track.probabilities[at * 8 + i] ?? 0) / 255;
    return `${Math.round((100 * sum) / inView)}%`;
  });
  expect(await page.$$eval(".legend b", texts)).toEqual(shares);
  await page.close();
});

/** How what a track has at a second ends when it is told. */
function shownAt({ readings, notSure, probabilities }: Track, second: number): string {
  if (!readings[second]) return "No face";
  if (2 * (notSure[second] ?? 0) >= readings[second]) return "Not sure";
  return `${Math.round((100 * Math.max(...probabilities.subarray(second * 8, second * 8 + 8))) / 255)}%`;
}

test("every second can be read by keyboard, and is what the session has", async () => {
  const page = await reports.openWhole("ordinary");
  const { participants } = SESSIONS.ordinary();
  await page.focus("[role=slider]");
  await page.keyboard.press("Home");
  for (let at = 0; at < 90; at++) {
    expect(await second(page)).toBe(at);
    const words = await said(page);
    for (const { name, track } of participants) {
      expect(words).toMatch(new RegExp(`${name}: [^.]*${shownAt(track, at)}\\.`));
    }
    await page.keyboard.press("ArrowRight");
  }
  await page.keyboard.press("End");
  expect(await second(page)).toBe(2399);
  await page.keyboard.press("ArrowRight");
  expect(await second(page)).toBe(2399);
  await page.close();
});

test("keys zoom around the cursor, keep it in view and show all again", async () => {
  const page = await reports.openWhole("ordinary");
  await page.focus("[role=slider]");
  expect(await shown(page)).toBe("The whole session, 40 min");
  await page.keyboard.press("Home");
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  expect(await shown(page)).toBe("From 0:00 to 10:00");
  await page.keyboard.press("End");
  expect(await shown(page)).toBe("From 30:00 to 40:00");
  await page.keyboard.press("PageDown");
  expect(await second(page)).toBe(1799);
  await page.keyboard.press("-");
  expect(await shown(page)).toBe("From 20:00 to 40:00");
  expect(await announced(page)).toContain(await shown(page));
  await page.keyboard.press("0");
  expect(await shown(page)).toBe("The whole session, 40 min");
  expect(await announced(page)).toContain("The whole session, 40 min");
  await page.close();
});

test.each([
  ["ordinary", 0, "0:00", 1],
  ["live", 89, "1:29", 89],
] as const)(
  "nothing pointed at: of the %s session, keys and a note begin at second %i, as is said",
  async (name, at, time, next) => {
    const page = await reports.openWhole(name);
    expect(await second(page)).toBe(at);
    expect(await said(page)).toMatch(new RegExp(`^${time}:`));
    expect(await page.$eval(".note-add", ({ textContent }) => textContent)).toBe(`Add a note at ${time}`);
    await page.focus("[role=slider]");
    await page.keyboard.press("Enter");
    await page.waitForSelector(`textarea:focus[aria-label="Note at ${time}"]`);
    await page.focus("[role=slider]");
    await page.keyboard.press("ArrowRight");
    await vi.waitFor(async () => expect(await second(page)).toBe(next), PATIENCE);
    await page.close();
  },
);

test("a button that has nothing more to do keeps the focus", async () => {
  const page = await reports.openWhole("ordinary");
  await page.focus('[aria-label="Zoom in"]');
  await page.keyboard.press("Enter");
  await page.focus('[aria-label="Zoom out"]');
  await page.keyboard.press("Enter");
  await untilSaid(page, ".timeline-view", "The whole session, 40 min");
  await page.waitForSelector('[aria-label="Zoom out"][aria-disabled=true]:focus');
  await page.keyboard.press("Enter");
  expect(await shown(page)).toBe("The whole session, 40 min");
  await page.close();
});

test("the wheel zooms with Ctrl and scrolls the page without, dragging moves, a double click zooms", async () => {
  const page = await reports.openWhole("ordinary");
  const slider = await page.$("[role=slider]");
  await slider?.scrollIntoView();
  const box = await slider?.boundingBox();
  if (!box) throw new Error("The plot has no place.");
  const [x, y] = [box.x + box.width / 2, box.y + 200];
  await page.mouse.move(x, y);
  expect(await second(page)).toBe(1200);
  await page.keyboard.down("Control");
  await page.mouse.wheel({ deltaY: -400 });
  await page.keyboard.up("Control");
  await untilSaid(page, ".timeline-view", "From 15:00 to 25:00");
  await page.mouse.down();
  await page.mouse.move(x - box.width / 4, y, { steps: 5 });
  await page.mouse.up();
  await untilSaid(page, ".timeline-view", /From 17:\d\d to 27:\d\d/);
  await page.mouse.click(x, y, { count: 2 });
  await untilSaid(page, ".timeline-view", /From (19|20):\d\d to (24|25):\d\d/);
  const before = await shown(page);
  const top = await page.evaluate(() => scrollY);
  await page.mouse.wheel({ deltaY: 120 });
  await vi.waitFor(async () => expect(await page.evaluate(() => scrollY)).not.toBe(top), PATIENCE);
  expect(await shown(page)).toBe(before);
  await page.close();
});

test("a moment leads to its time", async () => {
  const page = await reports.openWhole("ordinary");
  const [moment] = strongestMoments(SESSIONS.ordinary().participants);
  expect(await page.$$eval(".report-moment", (found) => found.length)).toBe(
    strongestMoments(SESSIONS.ordinary().participants).length,
  );
  await page.focus(".report-moment");
  await page.keyboard.press("Enter");
  await vi.waitFor(async () => expect(await second(page)).toBe(moment?.second), PATIENCE);
  expect(await page.evaluate(() => document.activeElement?.role ?? document.activeElement?.getAttribute("role"))).toBe(
    "slider",
  );
  expect(await shown(page)).not.toContain("whole");
  await page.close();
});

test("who is left out counts nowhere", async () => {
  const page = await reports.openWhole("ordinary");
  const before = await page.$$eval(".legend b", texts);
  await page.focus('[aria-label="Show and count Deniz"]');
  await page.keyboard.press("Space");
  await untilSaid(page, ".report-left-out", "1 person is not counted");
  expect(await page.$$eval(".legend b", texts)).not.toEqual(before);
  expect(await said(page)).not.toContain("Deniz");
  await vi.waitFor(async () => {
    const moments = await page.$$eval(".report-moment", texts);
    expect(moments.filter((words) => words.includes("Deniz"))).toEqual([]);
  }, PATIENCE);
  await page.click(".report-left-out button");
  await vi.waitFor(async () => expect(await page.$$eval(".legend b", texts)).toEqual(before), PATIENCE);
  await page.close();
});

test("deleted here it can be brought back, notes included", async () => {
  const page = await reports.openWhole("ordinary");
  const { id } = SESSIONS.ordinary();
  await page.focus(".tool-danger");
  await page.keyboard.press("Enter");
  await untilSaid(page, "h1", "Deleted: Community call, spring");
  expect(await reports.store("kept", id)).toBeNull();
  await page.focus(".report-notice button");
  await page.keyboard.press("Enter");
  // What was deleted is there all the time, hidden.
  await page.waitForSelector("[role=slider]", { visible: true });
  expect((await reports.store("kept", id))?.notes).toHaveLength(2);
  await page.close();
});

test("where a pressed button goes, a keyboard goes on at the beginning of what has come", async () => {
  const page = await reports.openWhole("ordinary");
  const press = async (selector: string) => {
    await page.focus(selector);
    await page.keyboard.press("Enter");
  };
  await page.click(".lane-label input");
  await press(".report-left-out button");
  await page.waitForSelector("main:focus");
  await press(".tool-danger");
  await page.waitForSelector(".report-notice:focus");
  await press(".report-notice button");
  await page.waitForSelector("main:not(.report-notice):focus");
  await page.close();
});

test("an id that is none is answered with words", async () => {
  for (const id of ["", "nobody", "%00%ff<script>"]) {
    const page = await reports.open({ id });
    expect(await page.$eval("h1", ({ textContent }) => textContent)).toBe("There is no such session");
    await page.close();
  }
});

test("nothing of a page is fetched from elsewhere, and nothing goes wrong on the way", async () => {
  const page = await reports.open({ id: SESSIONS.ordinary().id });
  const requests: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await reports.store("put", "ordinary");
  await page.reload();
  await page.waitForSelector("section[aria-busy=false]");
  await page.focus("[role=slider]");
  for (const key of ["Home", "+", "+", "+", "ArrowRight", "End", "-", "0"] as const) await page.keyboard.press(key);
  expect(requests.filter((url) => !url.startsWith("chrome-extension://"))).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
});

// The last one: what it does to the store stays.
test("a session that can't be read is said to be so, with what to do", async () => {
  await reports.store("newer");
  const page = await reports.open({ id: SESSIONS.ordinary().id });
  await untilSaid(page, "main", /newer version.*Try again/);
  await page.close();
});
