import type { Page } from "puppeteer";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openReports, type Reports, untilSaid } from "./report-page.ts";
import { SESSIONS } from "./sessions.ts";

const PATIENCE = { timeout: 30_000, interval: 100 };

let reports: Reports;
beforeAll(async () => {
  reports = await openReports();
});
afterAll(() => reports.close());

test("notes: added at the cursor, edited, deleted and brought back, by keyboard alone", async () => {
  const page = await reports.openWhole("ordinary");
  const { id } = SESSIONS.ordinary();
  const kept = async () => (await reports.store("kept", id))?.notes.map(({ second, text }) => [second, text]);
  await page.focus("[role=slider]");
  await page.keyboard.press("Home");
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".note-form textarea:focus");
  await page.keyboard.type("Everyone laughed");
  await page.keyboard.press("Enter");
  await vi.waitFor(async () => expect((await kept())?.[0]).toEqual([5, "Everyone laughed"]), PATIENCE);
  await vi.waitFor(
    async () => expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe("Go to 0:05"),
    PATIENCE,
  );
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".note-form textarea:focus");
  await page.keyboard.type(", then it was quiet");
  await page.keyboard.press("Enter");
  await vi.waitFor(async () => expect((await kept())?.[0]?.[1]).toBe("Everyone laughed, then it was quiet"), PATIENCE);
  await page.focus('[aria-label="Delete the note at 0:05"]');
  await page.keyboard.press("Enter");
  await vi.waitFor(async () => expect(await kept()).toHaveLength(2), PATIENCE);
  await page.waitForSelector(".note-undo:focus");
  await page.keyboard.press("Enter");
  await vi.waitFor(async () => expect((await kept())?.[0]?.[0]).toBe(5), PATIENCE);
  expect(await kept()).toHaveLength(3);
  await page.close();
});

/** Writes a note at the session's beginning, and leaves it unfinished. */
async function beginNote(page: Page, words: string): Promise<void> {
  await page.focus("[role=slider]");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".note-form textarea:focus");
  await page.keyboard.type(words);
}

test("a double click deletes one note, not the next one, too; all that were deleted come back, the last first", async () => {
  const page = await reports.openWhole("ordinary");
  const { id } = SESSIONS.ordinary();
  const kept = async () => (await reports.store("kept", id))?.notes.map(({ text }) => text);
  const before = (await kept()) ?? [];
  expect(before.length).toBeGreaterThan(1);
  const button = await page.$(".note-actions button:last-child");
  await button?.scrollIntoView();
  const { x, y } = (await button?.clickablePoint()) ?? { x: 0, y: 0 };
  await page.mouse.click(x, y);
  await vi.waitFor(async () => expect(await kept()).toEqual(before.slice(1)), PATIENCE);
  await page.mouse.click(x, y, { clickCount: 2 });
  await page.click(".note-actions button:last-child");
  await vi.waitFor(async () => expect(await kept()).toEqual(before.slice(2)), PATIENCE);
  await page.click(".note-undo");
  await vi.waitFor(async () => expect(await kept()).toEqual(before.slice(1)), PATIENCE);
  await page.click(".note-undo");
  await vi.waitFor(async () => expect(await kept()).toEqual(before), PATIENCE);
  await page.waitForSelector(".note-deleted:empty");
  await page.close();
});

test("a note that is being written comes back with a session that was deleted meanwhile", async () => {
  const page = await reports.openWhole("ordinary");
  await beginNote(page, "Half a thought");
  await page.click(".tool-danger");
  await page.waitForSelector(".report-notice:focus");
  expect(await page.$$eval("main", (all) => all.filter((main) => main.checkVisibility()).length)).toBe(1);
  await page.click(".report-notice button");
  await page.waitForSelector(".report:not(.report-notice):focus");
  expect(await page.$eval(".note-form textarea", (field) => (field as HTMLTextAreaElement).value)).toBe(
    "Half a thought",
  );
  await page.focus(".note-form textarea");
  await page.keyboard.press("Escape");
  await page.close();
});

test("a session that can't be read again stays on the page, with the note that is being written", async () => {
  const page = await reports.openWhole("ordinary");
  await beginNote(page, "Half a thought");
  await page.evaluate(() => {
    const { prototype } = IDBDatabase;
    const own = prototype.transaction;
    prototype.transaction = () => {
      prototype.transaction = own;
      throw new DOMException("Not now.", "UnknownError");
    };
  });
  await reports.store("put", "ordinary");
  await page.waitForSelector("[role=alert] button");
  expect(await page.$eval("textarea", (field) => field.value)).toBe("Half a thought");
  await page.click("[role=alert] button");
  await page.waitForFunction(() => [...document.querySelectorAll("[role=alert]")].every(({ innerHTML }) => !innerHTML));
  expect(await page.$eval("textarea", (field) => field.value)).toBe("Half a thought");
  await page.focus("textarea");
  await page.keyboard.press("Escape");
  await page.close();
});

test("a second that was clicked stays while the mouse goes on to the button", async () => {
  const page = await reports.openWhole("ordinary");
  const slider = await page.$("[role=slider]");
  await slider?.scrollIntoView();
  const box = await slider?.boundingBox();
  if (!box) throw new Error("The plot has no place.");
  const at = () => page.$eval("[role=slider]", ({ ariaValueNow }) => Number(ariaValueNow));
  await page.mouse.click(box.x + box.width / 2, box.y + 200);
  expect(await at()).toBe(1200);
  await page.mouse.move(box.x + box.width / 4, box.y + 200);
  expect(await at()).toBe(600);
  const button = await page.$(".timeline-buttons .tool-strong");
  await button?.click();
  await page.waitForSelector(".note-form textarea:focus");
  expect(await page.$eval(".note-form textarea", ({ ariaLabel }) => ariaLabel)).toBe("Note at 20:00");
  await page.close();
});

test("a note that is being written keeps its time and gets the focus when another is asked for", async () => {
  const page = await reports.openWhole("ordinary");
  await beginNote(page, "Half a thought");
  await page.focus("[role=slider]");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".note-form textarea:focus");
  await page.keyboard.type(", and the rest");
  const { id } = SESSIONS.ordinary();
  await page.keyboard.press("Enter");
  await vi.waitFor(async () => {
    const [note] = (await reports.store("kept", id))?.notes ?? [];
    expect(note).toMatchObject({ second: 0, text: "Half a thought, and the rest" });
  }, PATIENCE);
  await page.close();
});

test("a note that is being edited keeps its words when another is edited, too", async () => {
  const page = await reports.openWhole("ordinary");
  const { id, notes } = SESSIONS.ordinary();
  const kept = async () => (await reports.store("kept", id))?.notes.map(({ text }) => text);
  const edit = async (text: string) => {
    const note = (await reports.store("kept", id))?.notes.find((each) => each.text === text);
    await page.click(`[data-note="${note?.id}"] .note-actions button`);
    await page.waitForSelector(`[data-note="${note?.id}"] textarea:focus`);
  };
  const [first = "", second = ""] = notes.map(({ text }) => text);
  await edit(first);
  await page.keyboard.type(" And more");
  await edit(second);
  await page.keyboard.press("Escape");
  await page.focus(".note-form textarea");
  await page.keyboard.press("Enter");
  await vi.waitFor(async () => expect(await kept()).toContain(`${first} And more`), PATIENCE);
  expect(await kept()).toContain(second);
  await page.close();
});

test("renamed in place; Escape leaves the title as it was", async () => {
  const page = await reports.openWhole("ordinary");
  const { id } = SESSIONS.ordinary();
  await page.focus(".icon-button-rename");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".title-field:focus");
  await page.keyboard.type("Something else");
  await page.keyboard.press("Escape");
  await page.waitForSelector(".icon-button-rename:focus");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".title-field:focus");
  await page.keyboard.type("Spring call");
  await page.keyboard.press("Enter");
  await untilSaid(page, "h1", /^Spring call$/);
  await expect.poll(async () => (await reports.store("kept", id))?.title).toBe("Spring call");
  await vi.waitFor(async () => expect(await page.title()).toBe("Spring call · Countenance"), PATIENCE);
  await page.close();
});

test("a file's notes lead to the second they are in, or to the last there is", async () => {
  const page = await reports.openWhole("foreign");
  const slider = () => page.$eval("[role=slider]", ({ ariaValueNow, ariaValueText }) => [ariaValueNow, ariaValueText]);
  for (const [time, second] of [
    ["0:12", "12"],
    ["1:30", "19"],
  ]) {
    await (await page.$(`[aria-label="Go to ${time}"]`))?.click();
    const [now, words] = await slider();
    expect(now).toBe(second);
    expect(words).not.toContain("No face");
  }
  await page.close();
});

test("a note that is being written does not go with the page without a question", async () => {
  const page = await reports.openWhole("ordinary");
  await page.click(".note-add");
  await page.waitForSelector(".note-form textarea:focus");
  await page.keyboard.type("Not kept yet");
  const asked = new Promise((resolve) =>
    page.once("dialog", (dialog) => resolve(dialog.dismiss().then(dialog.type.bind(dialog)))),
  );
  await page.close({ runBeforeUnload: true });
  expect(await asked).toBe("beforeunload");
  expect(await page.$eval(".note-form textarea", ({ value }) => value)).toBe("Not kept yet");
  await page.keyboard.press("Escape");
  await page.close();
});
