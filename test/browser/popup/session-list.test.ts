import { expect, test, vi } from "vitest";
import { accessibilityViolations } from "./axe.ts";
import {
  browser,
  focused,
  openBrowserForEachTest,
  openSessions,
  PATIENCE,
  quiet,
  store,
  tabTo,
  titles,
  untilFocused,
} from "./session-setup.ts";

openBrowserForEachTest();

test("by keyboard alone: renamed in place, deleted and brought back whole, opened and left", async () => {
  await store("some");
  const popup = await openSessions();
  expect((await titles(popup)).slice(0, 3)).toEqual(["Team sync", "Coaching with Ada", "zoom.example"]);
  expect(await popup.$eval(".session-live", ({ textContent }) => textContent)).toBe("Going on");
  expect(await accessibilityViolations(popup)).toEqual([]);

  await tabTo(popup, "Team sync");
  await popup.keyboard.press("ArrowDown");
  expect(await focused(popup)).toBe("Coaching with Ada");

  // Escape leaves the title as it was, and the popup open.
  await popup.keyboard.press("F2");
  await untilFocused(popup, "Title of the session");
  await popup.keyboard.type("never mind");
  await popup.keyboard.press("Escape");
  await untilFocused(popup, "Coaching with Ada");
  await popup.keyboard.press("F2");
  await untilFocused(popup, "Title of the session");
  await popup.keyboard.type("Ada, third time");
  await popup.keyboard.press("Enter");
  await untilFocused(popup, "Ada, third time");
  await vi.waitFor(async () => expect(await store("titles")).toContain("Ada, third time"), PATIENCE);
  expect(await store("titles")).not.toContain("Coaching with Ada");

  const before = await store("whole", "Ada, third time");
  await popup.keyboard.press("Delete");
  await untilFocused(popup, "zoom.example");
  await popup.waitForSelector(".toast");
  expect(await store("whole", "Ada, third time")).toBe("null");
  await vi.waitFor(async () => expect(await titles(popup)).not.toContain("Ada, third time"), PATIENCE);
  // It stays while it is pointed at, however long looking through the page takes.
  await popup.hover(".toast");
  // Half faded in, it has half its contrast.
  await popup.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
  expect(await accessibilityViolations(popup)).toEqual([]);
  await popup.keyboard.down("Control");
  await popup.keyboard.press("z");
  await popup.keyboard.up("Control");
  await untilFocused(popup, "Ada, third time");
  expect(await store("whole", "Ada, third time")).toBe(before);
  expect(await popup.$(".toast")).toBeNull();

  await popup.keyboard.press("Delete");
  await popup.waitForSelector(".toast");
  await tabTo(popup, "Undo");
  await popup.keyboard.press("Enter");
  await untilFocused(popup, "Ada, third time");
  expect(await store("whole", "Ada, third time")).toBe(before);

  await popup.keyboard.press("Enter");
  await untilFocused(popup, "Back to all sessions");
  expect(await popup.$eval("h2", ({ textContent }) => textContent)).toBe("Ada, third time");
  expect(await accessibilityViolations(popup)).toEqual([]);
  await popup.keyboard.press("Enter");
  await untilFocused(popup, "Ada, third time");
});

test("a double click and a key that is held delete one session, not those that move up", async () => {
  await store("some");
  const popup = await openSessions();
  const [first, ...others] = await titles(popup);
  await popup.hover("[data-session]");
  const { x, y } = (await (await popup.$(".icon-button-delete"))?.clickablePoint()) ?? { x: 0, y: 0 };
  await popup.mouse.click(x, y);
  await vi.waitFor(async () => expect(await titles(popup)).toEqual(others), PATIENCE);
  await popup.mouse.click(x, y, { clickCount: 2 });
  const [second = "", ...rest] = others;
  await untilFocused(popup, `Delete: ${second}`);
  for (let i = 0; i < 3; i++) await popup.keyboard.down("Delete");
  await popup.keyboard.up("Delete");
  await vi.waitFor(async () => expect(await titles(popup)).toEqual(rest), PATIENCE);
  expect(await store("titles")).toHaveLength(rest.length);
  expect(first).toBe("Team sync");

  // What brings back, too: one at a time.
  const undo = (await (await popup.$(".toast button"))?.clickablePoint()) ?? { x: 0, y: 0 };
  await popup.mouse.click(undo.x, undo.y);
  const back = async () => expect(await titles(popup)).toEqual(others);
  await vi.waitFor(back, PATIENCE);
  await popup.mouse.click(undo.x, undo.y, { clickCount: 2 });
  await quiet();
  await back();
  await popup.mouse.click(x, y);
  await vi.waitFor(async () => expect(await titles(popup)).toEqual(rest), PATIENCE);
  await popup.keyboard.down("Control");
  await popup.keyboard.down("z");
  await vi.waitFor(back, PATIENCE);
  for (let i = 0; i < 3; i++) await popup.keyboard.down("z");
  await quiet();
  await back();
});

test("what was deleted can be brought back after a look at the call, too", async () => {
  await store("some");
  const popup = await openSessions();
  await tabTo(popup, "Team sync");
  await popup.keyboard.press("Delete");
  await popup.waitForSelector(".toast");
  const view = async (name: string) => {
    await tabTo(popup, name);
    await popup.keyboard.press("Enter");
  };
  await view("Now");
  await popup.waitForFunction(() => !document.querySelector(".session"));
  await view("Sessions");
  await popup.waitForSelector(".session");
  expect(await popup.$eval(".toast p", ({ textContent }) => textContent)).toContain("Team sync");
  await popup.keyboard.down("Control");
  await popup.keyboard.press("z");
  await popup.keyboard.up("Control");
  await untilFocused(popup, "Team sync");
  expect(await store("titles")).toContain("Team sync");
});

test("what is deleted is deleted, even if the popup closes before it could be undone", async () => {
  await store("some");
  const popup = await openSessions();
  await tabTo(popup, "Team sync");
  await popup.keyboard.press("Enter");
  await tabTo(popup, "Delete: Team sync");
  await popup.keyboard.press("Enter");
  await untilFocused(popup, "Coaching with Ada");
  await popup.waitForSelector(".toast");
  await popup.close();
  expect(await store("titles")).not.toContain("Team sync");
});

test("when the last session is deleted from its summary, the focus stays in the page", async () => {
  await store("many", 1);
  const popup = await openSessions();
  await tabTo(popup, "Session 1");
  await popup.keyboard.press("Enter");
  await tabTo(popup, "Delete: Session 1");
  await popup.keyboard.press("Enter");
  await popup.waitForFunction(() => document.querySelector("h2")?.textContent === "No sessions yet");
  expect(await popup.evaluate(() => document.activeElement?.localName)).toBe("main");
});

test("what nobody records any more is ended when the popup opens, though the sessions were tidied at the start", async () => {
  await store("some");
  await store("crash");
  const popup = await openSessions();
  await popup.waitForFunction(() => !document.querySelector(".session-live"));
  expect(await titles(popup)).toContain("Team sync");
});

test("without sessions it says what will be here; what another page stores then appears", async () => {
  const popup = await openSessions();
  expect(await popup.$eval("h2", ({ textContent }) => textContent)).toBe("No sessions yet");
  await store("some");
  await popup.waitForSelector(".session");
});

test("five hundred sessions are there at once; scrolling changes nothing on the page, and draws only what is in sight", async () => {
  await store("many", 500);
  const popup = await openSessions();
  await popup.waitForFunction(() => document.querySelectorAll(".session").length === 500);
  // Away and back: with the first of them all are there.
  const back = await popup.evaluate(async () => {
    const [now, sessions] = document.querySelectorAll<HTMLElement>(".view-switch button");
    now?.click();
    while (document.querySelector(".session")) await new Promise((resolve) => setTimeout(resolve));
    const shown = new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        const { length } = document.querySelectorAll(".session");
        if (length === 0) return;
        observer.disconnect();
        resolve(length);
      });
      observer.observe(document.body, { childList: true, subtree: true });
    });
    sessions?.click();
    return shown;
  });
  expect(back).toBe(500);
  const { changes, drawn } = await popup.evaluate(async () => {
    const main = document.querySelector("main");
    let changes = 0;
    const observer = new MutationObserver((records) => {
      changes += records.length;
    });
    observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
    const drawn: number[] = [];
    for (let i = 0; i < 60; i++) {
      main?.scrollBy(0, 640);
      await new Promise(requestAnimationFrame);
      const inSight = [...document.querySelectorAll(".session > .session-words")].filter((words) =>
        words.checkVisibility({ contentVisibilityAuto: true }),
      );
      drawn.push(inSight.length);
    }
    changes += observer.takeRecords().length;
    observer.disconnect();
    return { changes, drawn };
  });
  expect(changes).toBe(0);
  expect(Math.min(...drawn)).toBeGreaterThan(0);
  // Seven rows fit; the browser also prepares those next to them.
  expect(Math.max(...drawn)).toBeLessThan(60);
  expect(await popup.$eval("main", (main) => main.scrollTop)).toBeGreaterThan(30_000);
  // The last is reached by one key, and Tab still leads on.
  await tabTo(popup, "Session 1");
  await popup.keyboard.press("End");
  expect(await focused(popup)).toBe("Session 500");
});

test("a title that is being written when the popup closes is kept", async () => {
  await store("some");
  const popup = await openSessions();
  await tabTo(popup, "Team sync");
  await popup.keyboard.press("F2");
  await untilFocused(popup, "Title of the session");
  await popup.keyboard.type("Weekly");
  await vi.waitFor(async () => expect(await store("titles")).toContain("Weekly"), PATIENCE);
  const closed = new Promise((resolve) => popup.once("close", resolve));
  // As a press beside the popup closes it.
  await (await browser.newPage()).bringToFront();
  await closed;
  expect(await store("titles")).toContain("Weekly");

  const again = await openSessions();
  await tabTo(again, "Weekly");
  await again.keyboard.press("F2");
  await untilFocused(again, "Title of the session");
  await again.keyboard.type("never mind");
  await vi.waitFor(async () => expect(await store("titles")).toContain("never mind"), PATIENCE);
  await again.keyboard.press("Escape");
  await untilFocused(again, "Weekly");
  await vi.waitFor(async () => expect(await store("titles")).toContain("Weekly"), PATIENCE);
});
