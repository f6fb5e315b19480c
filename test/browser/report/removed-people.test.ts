import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { accessibilityViolations } from "../popup/axe.ts";
import { openReports, type Reports, texts, untilSaid } from "./report-page.ts";
import { SESSIONS } from "./sessions.ts";

const PATIENCE = { timeout: 30_000, interval: 100 };

let reports: Reports;
beforeAll(async () => {
  reports = await openReports();
});
afterAll(() => reports.close());

const kept = async () => (await reports.store("kept", SESSIONS.ordinary().id))?.people;

test("who does not count can be deleted from a session and brought back, by keyboard alone", async () => {
  const page = await reports.openWhole("ordinary");
  const shares = await page.$$eval(".legend b", texts);
  await page.focus('[aria-label="Show and count Chiara Rossi"]');
  await page.keyboard.press("Space");
  await page.waitForSelector(".lane-remove");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe("Delete from this session: Chiara Rossi");
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await vi.waitFor(async () => expect(await kept()).toEqual(["Ada Lovelace", "Ben", "Deniz"]), PATIENCE);
  await untilSaid(page, "[role=status]", /Chiara Rossi is deleted from this session/);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Undo");
  await page.waitForSelector('[aria-label="Show and count Chiara Rossi"]', { hidden: true });
  expect(await page.$$eval(".report-left-out", texts)).not.toContainEqual(expect.stringMatching(/not counted/));
  expect(await page.$eval(".report-facts", ({ textContent }) => textContent)).not.toContain("Chiara");
  expect(await page.$eval("main", ({ textContent }) => textContent?.split("Chiara Rossi").length)).toBe(2);

  await page.keyboard.press("Enter");
  await vi.waitFor(
    async () => expect(await kept()).toEqual(SESSIONS.ordinary().participants.map(({ name }) => name)),
    PATIENCE,
  );
  await vi.waitFor(
    async () =>
      expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe("Show and count Chiara Rossi"),
    PATIENCE,
  );
  await page.keyboard.press("Space");
  await vi.waitFor(async () => expect(await page.$$eval(".legend b", texts)).toEqual(shares), PATIENCE);
  expect(await page.$(".lane-remove")).toBeNull();
  await page.close();
});

test("a pointer reaches it where the slider lies, and several are brought back one after another", async () => {
  for (const width of [1280, 375]) {
    const page = await reports.openWhole("ordinary", { width });
    for (const name of ["Ada Lovelace", "Ben", "Chiara Rossi", "Deniz"]) {
      await page.locator(`[aria-label="Show and count ${name}"]`).click();
      await page.locator(".lane-remove").click();
      await untilSaid(page, "[role=status]", new RegExp(`${name}.* is deleted`));
      // The next button is another's once the lane has gone.
      await page.waitForSelector(`[aria-label="Show and count ${name}"]`, { hidden: true });
    }
    expect(await kept()).toEqual([]);
    await untilSaid(page, ".report-empty", /No readings/);
    for (const name of ["Deniz", "Chiara Rossi", "Ben"]) {
      await untilSaid(page, "[role=status]", new RegExp(`${name}.* is deleted`));
      await page.locator(".report-left-out[role=status] button").click();
      await vi.waitFor(async () => expect(await kept()).toContain(name), PATIENCE);
    }
    await untilSaid(page, "[role=status]", /Ada Lovelace is deleted/);
    expect(await kept()).toEqual(["Ben", "Chiara Rossi", "Deniz"]);
    await page.close();
  }
});

test("nobody can be deleted from a session that goes on", async () => {
  await reports.store("putLive", 60, false);
  const page = await reports.openWhole({ id: SESSIONS.live().id });
  await page.click(".lane-label input");
  await untilSaid(page, ".lane-hidden", /Not counted/);
  expect(await page.$(".lane-remove")).toBeNull();
  await page.close();
});

test("who was never seen can be deleted, too, whoever else is left", async () => {
  const page = await reports.openWhole("faceless");
  await untilSaid(page, ".shares h2", /^No readings to show/);
  await page.click('[aria-label="Show and count Deniz"]');
  await page.locator(".lane-remove").click();
  await untilSaid(page, "[role=status]", /Deniz is deleted/);
  expect(await page.$('[aria-label="Show and count Ben"]')).not.toBeNull();
  expect((await reports.store("kept", SESSIONS.faceless().id))?.people).toEqual([
    "Ada Lovelace",
    "Ben",
    "Chiara Rossi",
  ]);
  await page.close();
});

test("a double click and a key that is held delete one person, who stays deleted", async () => {
  const page = await reports.openWhole("ordinary");
  for (const name of ["Ada Lovelace", "Ben", "Chiara Rossi"]) await page.click(`[aria-label="Show and count ${name}"]`);
  await page.locator(".lane-remove").click();
  await page.waitForSelector('[aria-label="Show and count Ada Lovelace"]', { hidden: true });
  // Nothing on the page moves any more but the lanes, and Chiara's button comes to where Ben's was.
  const button = await page.$(".lane-remove");
  const { x, y } = (await button?.clickablePoint()) ?? { x: 0, y: 0 };
  await page.mouse.click(x, y);
  await page.waitForSelector('[aria-label="Show and count Ben"]', { hidden: true });
  await page.mouse.click(x, y, { clickCount: 2 });
  expect(await kept()).toEqual(["Chiara Rossi", "Deniz"]);

  await page.focus(".lane-remove");
  await page.keyboard.down("Enter");
  await untilSaid(page, "[role=status]", /Chiara Rossi is deleted/);
  await vi.waitFor(
    async () => expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Undo"),
    PATIENCE,
  );
  for (let i = 0; i < 3; i++) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await untilSaid(page, "[role=status]", /Chiara Rossi is deleted/);
  expect(await kept()).toEqual(["Deniz"]);
  await page.keyboard.press("Enter");
  await untilSaid(page, "[role=status]", /Ben.* is deleted/);
  expect(await kept()).toEqual(["Chiara Rossi", "Deniz"]);

  // The second press of a double click on “Undo” comes when it is already about the one before.
  const pressUndo = async (clickCount: number) => {
    const undo = await page.$(".report-left-out[role=status] button");
    const { x, y } = (await undo?.clickablePoint()) ?? { x: 0, y: 0 };
    await page.mouse.click(x, y, { clickCount });
  };
  await pressUndo(1);
  await untilSaid(page, "[role=status]", /Ada Lovelace is deleted/);
  await pressUndo(2);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await kept()).toEqual(["Ben", "Chiara Rossi", "Deniz"]);
  await page.close();
});

test("nobody is deleted while the session is still being written, and it can be tried again", async () => {
  const page = await reports.openWhole("ordinary");
  await page.evaluate(
    (name) =>
      new Promise<void>((held) => {
        const ended = new Promise((end) => Object.assign(globalThis, { end }));
        void navigator.locks.request(name, () => {
          held();
          return ended;
        });
      }),
    `recording:${SESSIONS.ordinary().id}`,
  );
  await page.click('[aria-label="Show and count Deniz"]');
  await page.locator(".lane-remove").click();
  await untilSaid(page, "[role=alert]", /not kept yet\. Another page/);
  expect(await kept()).toContain("Deniz");
  await page.evaluate("end()");
  await page.click("[role=alert] button");
  await vi.waitFor(async () => expect(await kept()).not.toContain("Deniz"), PATIENCE);
  await page.waitForSelector("[role=alert]:empty");
  await page.close();
});

test("a note that is being written outlasts that everybody is deleted", async () => {
  const page = await reports.openWhole("short");
  await page.click(".note-add");
  await page.keyboard.type("Half a thought");
  for (const left of [1, 0]) {
    await page.click(".lane-label input");
    await (await page.waitForSelector(".lane-remove"))?.click();
    await page.waitForFunction((left) => document.querySelectorAll(".lane-label input").length === left, {}, left);
  }
  expect(await page.$eval("textarea", ({ value }) => value)).toBe("Half a thought");
  await page.click(".report-left-out button");
  await page.waitForSelector(".lane-label input:focus");
  expect(await page.$eval("textarea", ({ value }) => value)).toBe("Half a thought");
  await page.close();
});
