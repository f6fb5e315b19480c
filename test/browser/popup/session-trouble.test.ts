// Sessions that can be neither read nor written.

import type { Page } from "puppeteer";
import { expect, test, vi } from "vitest";
import { accessibilityViolations } from "./axe.ts";
import {
  openBrowserForEachTest,
  openKeeper,
  openSessions,
  PATIENCE,
  quiet,
  store,
  tabTo,
  titles,
  untilFocused,
} from "./session-setup.ts";

openBrowserForEachTest();

/** As a full disk is to this page. Returns what gives it room again. */
async function fillDisk(popup: Page): Promise<() => Promise<boolean>> {
  await popup.evaluate(() => {
    const { prototype } = IDBObjectStore;
    const { put } = prototype;
    prototype.put = () => {
      throw new DOMException("No room.", "QuotaExceededError");
    };
    addEventListener("room", () => Object.assign(prototype, { put }));
  });
  return () => popup.evaluate(() => dispatchEvent(new Event("room")));
}

test("on a full disk a title that was typed stays, and is kept once there is room", async () => {
  await store("some");
  const popup = await openSessions();
  const makeRoom = await fillDisk(popup);
  await tabTo(popup, "Team sync");
  await popup.keyboard.press("F2");
  await untilFocused(popup, "Title of the session");
  await popup.keyboard.type("Not kept");
  await popup.keyboard.press("Enter");
  const fullDisk = "[role=alert] ::-p-text(The disk is full)";
  await popup.waitForSelector(fullDisk);
  expect((await titles(popup))[0]).toBe("Not kept");
  expect(await store("titles")).not.toContain("Not kept");
  for (const view of ["Now", "Sessions"]) await popup.click(`.view-switch ::-p-text(${view})`);
  await popup.waitForSelector(fullDisk);
  expect((await titles(popup))[0]).toBe("Not kept");

  await makeRoom();
  await tabTo(popup, "Not kept");
  await popup.keyboard.press("ArrowDown");
  await popup.keyboard.press("Delete");
  await vi.waitFor(async () => expect(await store("titles")).toContain("Not kept"), PATIENCE);
  expect(await popup.$eval("[role=alert]", ({ textContent }) => textContent)).toBe("");
});

test("what could not be brought back stays until it can be, and what is erased does not come back", async () => {
  await store("some");
  const popup = await openSessions();
  const makeRoom = await fillDisk(popup);
  await tabTo(popup, "Team sync");
  await popup.keyboard.press("Delete");
  await popup.waitForSelector(".toast");
  const undo = async () => {
    await popup.keyboard.down("Control");
    await popup.keyboard.press("z");
    await popup.keyboard.up("Control");
  };
  await undo();
  await popup.waitForSelector("[role=alert] ::-p-text(The disk is full)");
  // Longer than it would have stayed.
  await new Promise((resolve) => setTimeout(resolve, 11_000));
  await popup.waitForSelector(".toast");
  await makeRoom();
  await undo();
  await untilFocused(popup, "Team sync");

  await popup.keyboard.press("Delete");
  await popup.waitForSelector(".toast");
  await store("erase");
  await popup.waitForFunction(() => !document.querySelector(".toast"));
  await undo();
  await quiet();
  expect(await store("titles")).toEqual([]);
});

test("sessions that can't be read are said to be so, with what to do", async () => {
  await openKeeper();
  await store("newer");
  const popup = await openSessions();
  expect(await popup.$eval(".message", ({ textContent }) => textContent)).toBe(
    "The sessions can’t be shownA newer version of Countenance wrote the sessions. Update the extension to see them.Try again",
  );
  expect(await accessibilityViolations(popup)).toEqual([]);
  await store("mend");
  await tabTo(popup, "Try again");
  await popup.keyboard.press("Enter");
  await popup.waitForFunction(() => document.querySelector("h2")?.textContent === "No sessions yet");
  expect(await popup.evaluate(() => document.activeElement?.localName)).toBe("main");
});
