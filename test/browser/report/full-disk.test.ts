import type { CDPSession, Page } from "puppeteer";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openReports, type Reports, untilSaid } from "./report-page.ts";
import { SESSIONS } from "./sessions.ts";

let reports: Reports;
beforeAll(async () => {
  reports = await openReports();
});
afterAll(() => reports.close());

/** Fills the disk, or gives it room again. What room there is the browser looks up but every half minute. */
async function setFull(page: Page, debug: CDPSession, isFull: boolean): Promise<void> {
  const origin = page.url().slice(0, page.url().indexOf("/report/"));
  await debug.send("Storage.overrideQuotaForOrigin", isFull ? { origin, quotaSize: 1 } : { origin });
  const canWrite = () =>
    page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const opening = indexedDB.open("another");
          opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("all"));
          opening.addEventListener("success", () => {
            const transaction = opening.result.transaction("all", "readwrite");
            transaction.objectStore("all").put("x".repeat(10_000), "key");
            transaction.addEventListener("complete", () => resolve(true));
            transaction.addEventListener("abort", () => resolve(false));
          });
        }),
    );
  await vi.waitFor(async () => expect(await canWrite()).toBe(!isFull), { timeout: 90_000, interval: 500 });
}

/** As on a full disk, but at once and in this page alone. */
const setBroken = (page: Page, isBroken: boolean) =>
  page.evaluate((isBroken) => {
    const { prototype } = IDBObjectStore;
    const own = globalThis as unknown as { put?: typeof prototype.put };
    own.put ??= prototype.put;
    prototype.put = isBroken
      ? () => {
          throw new DOMException("No room.", "QuotaExceededError");
        }
      : own.put;
  }, isBroken);

/** Gives the session a title that cannot be kept. */
async function renameInVain(page: Page, title: string): Promise<void> {
  await setBroken(page, true);
  await page.click(".icon-button-rename");
  await page.waitForSelector(".title-field:focus");
  await page.keyboard.type(title);
  await page.keyboard.press("Enter");
  await untilSaid(page, "[role=alert]", /not kept yet\. The disk is full/);
}

test("on a full disk a title and a note stay on the page, which says that they are not kept, until they can be", async () => {
  const page = await reports.openWhole("ordinary");
  const kept = async () => {
    const session = await reports.store("kept", SESSIONS.ordinary().id);
    return { title: session?.title, notes: session?.notes.length };
  };
  const before = await kept();
  const debug = await page.createCDPSession();
  await setFull(page, debug, true);
  await page.focus(".icon-button-rename");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".title-field:focus");
  await page.keyboard.type("Too much");
  await page.keyboard.press("Enter");
  await untilSaid(page, "[role=alert]", /not kept yet\. The disk is full/);
  await page.focus("[role=slider]");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Not to be lost");
  await page.keyboard.press("Enter");
  await untilSaid(page, ".notes", /Not to be lost/);
  await untilSaid(page, "[role=alert]", /not kept yet\. The disk is full/);
  expect(await kept()).toEqual(before);
  // The news that something was changed elsewhere takes nothing away.
  await reports.store("remove", SESSIONS.short().id);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await page.$eval("h1", ({ textContent }) => textContent)).toBe("Too much");
  const leaving = new Promise((resolve) =>
    page.once("dialog", (dialog) => resolve(dialog.dismiss().then(dialog.type.bind(dialog)))),
  );
  await page.close({ runBeforeUnload: true });
  expect(await leaving).toBe("beforeunload");

  await setFull(page, debug, false);
  await page.click("[role=alert] button");
  // The warning goes while it is tried once more, before it is known whether it works.
  await expect.poll(kept).toEqual({ title: "Too much", notes: 3 });
  await page.waitForSelector("[role=alert]:empty");
  await page.reload();
  await untilSaid(page, "h1", /^Too much$/);
  await page.close();
});

test("pressed by keyboard, “Try again” goes, and the keyboard goes on at the page's beginning, where a new warning stands", async () => {
  const page = await reports.openWhole("ordinary");
  await renameInVain(page, "Tried by keyboard");
  await page.focus("[role=alert] button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("main:focus");
  await page.waitForSelector("[role=alert] button");
  await page.keyboard.press("Tab");
  await page.waitForSelector("[role=alert] button:focus");
  await setBroken(page, false);
  await page.keyboard.press("Enter");
  await page.waitForSelector("main:focus");
  await page.waitForSelector("[role=alert]:empty");
  await page.close();
});

test("what could not be kept comes back with a session that was deleted meanwhile", async () => {
  const page = await reports.openWhole("ordinary");
  await renameInVain(page, "Not kept");
  await setBroken(page, false);
  await page.click(".tool-danger");
  await untilSaid(page, ".report-notice h1", /^Deleted: /);
  await page.click(".report-notice button");
  await untilSaid(page, "h1", /^Not kept$/);
  expect((await reports.store("kept", SESSIONS.ordinary().id))?.title).toBe("Not kept");
  await page.close();
});

test("a session that can't be brought back can be brought back once the store can be used again", async () => {
  const page = await reports.openWhole("ordinary");
  await page.click(".tool-danger");
  await untilSaid(page, ".report-notice h1", /^Deleted: /);
  await page.evaluate(() => {
    const { prototype } = IDBDatabase;
    const { transaction } = prototype;
    prototype.transaction = () => {
      throw new DOMException("Not now.", "UnknownError");
    };
    addEventListener("usable", () => Object.assign(prototype, { transaction }));
  });
  await page.click(".report-notice > button");
  await page.waitForSelector(".report-notice [role=alert] button");
  await page.evaluate(() => dispatchEvent(new Event("usable")));
  await page.click(".report-notice > button");
  await page.waitForSelector(".report:not(.report-notice):not([hidden])");
  expect((await reports.store("kept", SESSIONS.ordinary().id))?.notes).toHaveLength(2);
  await page.close();
});

test("what could not be kept is tried again when somebody is deleted from the session, or brought back", async () => {
  const page = await reports.openWhole("ordinary");
  const kept = async () => {
    const session = await reports.store("kept", SESSIONS.ordinary().id);
    return { title: session?.title, people: session?.people?.length };
  };
  await page.click(".lane-label input");
  await renameInVain(page, "Kept with the deletion");
  await setBroken(page, false);
  await page.locator(".lane-remove").click();
  await expect.poll(kept).toEqual({ title: "Kept with the deletion", people: 3 });

  await renameInVain(page, "Kept with who is back");
  await setBroken(page, false);
  await page.click(".report-left-out[role=status] button");
  await expect.poll(kept).toEqual({ title: "Kept with who is back", people: 4 });
  await page.waitForSelector("[role=alert]:empty");
  await page.close();
});
