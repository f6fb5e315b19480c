// The analyse page's list: files that are told apart, read, paused and stopped.

import { parse } from "papaparse";
import { expect, test, vi } from "vitest";
import { accessibilityViolations } from "../popup/axe.ts";
import {
  allRead,
  choose,
  downloaded,
  listed,
  open,
  openAsItIs,
  openBrowserWith,
  PATIENCE,
  page,
  press,
} from "./analyse-page.ts";

openBrowserWith("empty.png", "smile.jpg", "text.jpg", "scowl by another name.gif", "cut.jpg", "film.mp4", "long.mp4");

// The first: those after it go through the welcome page.
test("before the welcome page was gone through, it leads there", async () => {
  await openAsItIs();
  const button = await page.waitForSelector(".message .button");
  expect(await button?.evaluate(({ textContent }) => textContent)).toBe("Finish setting up");
  expect(await page.$("input[type=file]")).toBe(null);
});

test("several files at once: each is told as what it is, and none stops the others", async () => {
  await open();
  expect(await accessibilityViolations(page)).toEqual([]);
  await choose("empty.png", "smile.jpg", "text.jpg", "scowl by another name.gif", "cut.jpg", "film.mp4");
  await allRead();
  expect(await listed()).toEqual([
    "empty.png: The file is empty. Save or download it once more, and choose the new copy.",
    "smile.jpg: 1 face",
    "text.jpg: This is neither a picture nor a film. Choose a PNG, JPEG, WebP, AVIF, GIF, MP4 or WebM file.",
    "scowl by another name.gif: 1 face",
    "cut.jpg: The file is damaged, or its end is missing. Copy or download it once more, and choose the new copy.",
    "film.mp4: 1 face",
  ]);
  expect(await accessibilityViolations(page)).toEqual([]);

  // All of it in one table.
  await press(".export-all button", "CSV");
  const csv = (await downloaded(/^Pictures and films .*\.csv$/)).toString();
  const { data } = parse<Record<string, string>>(csv.slice(1), { header: true, skipEmptyLines: true });
  expect(new Set(data.map(({ file }) => file))).toEqual(
    new Set(["smile.jpg", "scowl by another name.gif", "film.mp4"]),
  );
  expect(data.filter(({ file }) => file === "film.mp4")).toHaveLength(24);
});

test("a screen reader is told once that all files are finished, and not of each", async () => {
  await open();
  await page.evaluate(() => {
    const told: string[] = [];
    const listen = () => {
      const words = document.querySelector(".analyse-list [role=status]")?.textContent;
      if (words && words !== told.at(-1)) told.push(words);
    };
    new MutationObserver(listen).observe(document.body, { subtree: true, childList: true, characterData: true });
    Object.assign(globalThis, { told });
  });
  await choose("empty.png", "smile.jpg", "text.jpg");
  await allRead();
  expect(await page.evaluate(() => (globalThis as unknown as { told: string[] }).told)).toEqual(["3 of 3 finished"]);
});

test("taking files off the list by keyboard leads to the next one, from the last to the page", async () => {
  await open();
  await choose("empty.png", "text.jpg");
  await allRead();
  const focused = () => page.evaluate(() => document.activeElement?.className);
  await page.focus("[aria-label='Take empty.png off the list']");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll(".file").length === 1);
  expect(await focused()).toBe("file-open");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll(".file").length === 0);
  expect(await focused()).toBe("analyse");
});

test("reading can be paused, goes on, and is stopped for one or for all", async () => {
  await open();
  await choose("long.mp4", "smile.jpg", "film.mp4");
  await page.waitForFunction(
    () => /\d+% read/.test(document.querySelector(".file-reading .file-state")?.textContent ?? ""),
    {
      timeout: 60_000,
    },
  );
  await press(".analyse-list button", "Pause");
  await page.waitForFunction(() => document.querySelector(".file-state")?.textContent?.startsWith("Paused at"));
  expect((await listed())[1]).toBe("smile.jpg: Waiting");
  await press(".analyse-list button", "Go on");
  await page.waitForFunction(() => !document.querySelector(".file-state")?.textContent?.startsWith("Paused"));
  await press(".file > button", "Stop film.mp4");
  await press(".file > button", "Stop long.mp4");
  await allRead();
  expect(await listed()).toEqual(["long.mp4: Stopped", "smile.jpg: 1 face", "film.mp4: Stopped"]);
  // What was read before stays.
  expect(await page.$(".viewer [role=slider]")).not.toBe(null);
  await press(".file > button", "Take long.mp4 off the list");
  await page.waitForFunction(() => document.querySelectorAll(".file").length === 2);
  await choose("long.mp4", "film.mp4");
  await page.waitForSelector(".file-reading");
  await press(".analyse-list button", "Stop all");
  await allRead();
  expect((await listed()).slice(2)).toEqual(["long.mp4: Stopped", "film.mp4: Stopped"]);
});

test("what is paused can be stopped; the next one waits until it goes on", async () => {
  await open();
  await choose("long.mp4", "smile.jpg");
  await page.waitForFunction(
    () => /\d+% read/.test(document.querySelector(".file-state")?.textContent ?? ""),
    PATIENCE,
  );
  await press(".analyse-list button", "Pause");
  // The look that was under way ends first: from then on it waits.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await press(".file > button", "Stop long.mp4");
  await vi.waitFor(async () => expect(await listed()).toEqual(["long.mp4: Stopped", "smile.jpg: Waiting"]), PATIENCE);
  await press(".analyse-list button", "Go on");
  await allRead();
  expect((await listed())[1]).toBe("smile.jpg: 1 face");
});

test("what is added when all that was paused has been stopped does not wait", async () => {
  await open();
  await choose("long.mp4");
  await page.waitForSelector(".file-reading progress");
  await press(".analyse-list button", "Pause");
  await press(".file > button", "Stop long.mp4");
  await vi.waitFor(async () => expect(await listed()).toEqual(["long.mp4: Stopped"]), PATIENCE);
  await choose("smile.jpg");
  await allRead();
  expect((await listed())[1]).toBe("smile.jpg: 1 face");
});

test.each([
  [320, "dark"],
  [1280, "light"],
] as const)("nothing is cut off at %d pixels, %s", async (width, scheme) => {
  await open();
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await choose("film.mp4", "text.jpg");
  await allRead();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  expect(await accessibilityViolations(page)).toEqual([]);
});
