import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElementHandle, Page } from "puppeteer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { accessibilityViolations } from "./axe.ts";
import { browser, openBrowserForEachTest, openSessions, store, tabTo, untilFocused } from "./session-setup.ts";

openBrowserForEachTest();

let tab: Page;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "countenance-"));
  const popup = await openSessions();
  await tabTo(popup, "Import…");
  // The tab that opens closes the popup, often before the key is let go.
  await popup.keyboard.press("Enter").catch(() => undefined);
  const target = await browser.waitForTarget((candidate) => candidate.url().endsWith("&import"));
  tab = await target.asPage();
  await tab.waitForSelector("input[type=file]");
});
afterEach(() => rm(folder, { recursive: true }));

async function choose(content: string): Promise<void> {
  await writeFile(join(folder, "session.json"), content);
  const chooser = await tab.$("input[type=file]");
  await (chooser as ElementHandle<HTMLInputElement>).uploadFile(join(folder, "session.json"));
}

test("what a file holds is opened, whatever is told of other sessions while it is kept", async () => {
  const text = await store("file");
  await store("some");
  const { id: other } = JSON.parse(await store("whole", "Coaching with Ada"));
  // What is not shown is drawn late, what follows a drawing still later.
  await (await browser.newPage()).bringToFront();
  let isOver = false;
  const retitling = (async () => {
    while (!isOver) await store("retitle", other, crypto.randomUUID());
  })();
  await choose(text);
  const opened = await tab.waitForSelector(".summary-heading", { timeout: 10_000 }).catch(() => null);
  isOver = true;
  await retitling;
  expect(opened).not.toBeNull();
});

test("a file is imported in a tab of its own: a damaged one changes nothing, one that is here is asked about", async () => {
  expect(await accessibilityViolations(tab)).toEqual([]);
  const text = await store("file");
  const alertIs = (words: string) =>
    tab.waitForFunction((words) => document.querySelector("[role=alert] .warning")?.textContent === words, {}, words);

  await tab.$eval(".import-working", (status) => {
    const told: (string | null)[] = [];
    Object.assign(globalThis, { told });
    new MutationObserver(() => told.push(status.textContent)).observe(status, { childList: true, characterData: true });
  });
  await choose(text.slice(0, -100));
  await alertIs("The file can’t be read, or its end is missing. Export the session once more.");
  expect(await tab.evaluate(() => Reflect.get(globalThis, "told"))).toEqual(["Reading the file…", ""]);
  await choose(text.replace('"self":false', '"self":"no"'));
  await alertIs("The file is damaged at “participants[0].self”. Export the session once more.");
  await choose("{}");
  await alertIs("This is not a session. Choose a .json file that Countenance exported.");
  expect(await store("titles")).toEqual([]);

  await choose(text);
  await tab.waitForSelector(".summary-heading");
  const [title] = await store("titles");
  expect(title).toMatch(/^<img src=x/);
  expect(await tab.$eval("h2", ({ textContent }) => textContent)).toBe(title);

  // Whoever comes back to the sessions is no more asked for a file.
  for (const view of ["Now", "Sessions"]) {
    await tabTo(tab, view);
    await tab.keyboard.press("Enter");
  }
  await tab.waitForSelector(".session");
  // Wherever a button goes when it is pressed, the focus does not go with it.
  const openPanel = async () => {
    await tabTo(tab, "Import…");
    await tab.keyboard.press("Enter");
    await untilFocused(tab, "Back to all sessions");
  };
  await openPanel();
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => document.activeElement?.localName === "main");
  await openPanel();
  await tabTo(tab, "Choose a file…");
  await choose(text);
  await tab.waitForSelector(".import-buttons");
  await untilFocused(tab, "Back to all sessions");
  const said = await tab.$$eval("[role=status]", (all) => all.map(({ textContent }) => textContent));
  expect(said).toContain("This session is here already");
  expect(await accessibilityViolations(tab)).toEqual([]);
  await tabTo(tab, "Keep both");
  // Once more before the first is kept: that is no third session.
  await tab.evaluate(async () => {
    const button = document.activeElement as HTMLElement;
    button.click();
    await Promise.resolve();
    button.click();
  });
  await tab.waitForSelector(".summary-heading");
  expect(await store("titles")).toEqual([title, title]);

  // What a file takes the place of can be brought back, with what was written since.
  const { id } = JSON.parse(text);
  await store("retitle", id, "Written since");
  const chooseAgain = async () => {
    for (const view of ["Now", "Sessions"]) {
      await tabTo(tab, view);
      await tab.keyboard.press("Enter");
    }
    await openPanel();
    await choose(text);
  };
  await chooseAgain();
  await tab.waitForSelector(".import-buttons");
  await tabTo(tab, "Replace");
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => document.querySelector(".toast p")?.textContent === "Deleted: Written since");
  expect(await store("titles")).toEqual([title, title]);
  await tabTo(tab, "Undo");
  await tab.keyboard.press("Enter");
  await expect.poll(async () => (await store("titles")).toSorted()).toEqual([title, "Written since"].toSorted());
  await store("retitle", id, title ?? "");

  // While it is being recorded nothing takes its place: there is nothing to ask.
  await tab.evaluate((name) => void navigator.locks.request(name, () => new Promise(() => {})), `recording:${id}`);
  const importAgain = async () => {
    await chooseAgain();
    await tab.waitForSelector(".summary-heading");
  };
  await importAgain();
  expect(await store("titles")).toEqual([title, title, title]);

  // Nor goes its recording on in a file's session when it is deleted.
  await store("remove", title ?? "");
  await importAgain();
  expect(await store("titles")).toEqual([title]);
  expect(JSON.parse(await store("whole", title ?? "")).id).not.toBe(id);
});
