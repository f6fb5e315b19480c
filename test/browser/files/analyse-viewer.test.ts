// The analyse page's viewer: pictures, their boxes and what is made of them; which files are pictures, which are films.

import { expect, test } from "vitest";
import { MEDIA } from "../../media.ts";
import { accessibilityViolations } from "../popup/axe.ts";
import { allRead, choose, downloaded, listed, open, openBrowserWith, page, press, upload } from "./analyse-page.ts";

const OF_FIXTURES = ["smile.avif", "turned.jpg", "animated.gif", "animated.webp", "animated.avif"];

openBrowserWith("smile.jpg", ...OF_FIXTURES);

test("a picture: the boxes and what they show, the eight shares, and the files made of it", async () => {
  await open();
  await choose("smile.jpg");
  await allRead();
  const mark = await page.waitForSelector(".face-mark");
  expect(await mark?.evaluate(({ ariaLabel }) => ariaLabel)).toBe("Face 1: Looks like a smile.");
  expect(await mark?.evaluate((element) => (element as HTMLElement).innerText)).toBe("Smile");
  await mark?.focus();
  await page.keyboard.press("Enter");
  const shares = await page.$$eval(".face-share b", (all) => all.map(({ textContent }) => textContent ?? ""));
  expect(shares).toHaveLength(8);
  const sum = shares.reduce((total, share) => total + Number.parseInt(share, 10), 0);
  expect(Math.abs(sum - 100)).toBeLessThanOrEqual(4);
  await page.click(".face-shares summary");
  const explained = await page.$$eval(".face-shares .explain p", (all) => all.map(({ innerText }) => innerText));
  expect(explained).toEqual(
    [/^Valence/, /^Arousal/, /^Picture quality/].map((begins) => expect.stringMatching(begins)),
  );
  expect(await accessibilityViolations(page)).toEqual([]);
  // The box lies on the face, which is in the middle of the picture.
  const [box, stage] = await page.evaluate(() =>
    [".face-mark", ".stage"].map((selector) => document.querySelector(selector)?.getBoundingClientRect().toJSON()),
  );
  const middle = (box.left + box.width / 2 - stage.left) / stage.width;
  expect(Math.abs(middle - 0.5)).toBeLessThan(0.06);

  await press(".export-bar button", "Picture (PNG)");
  const png = await downloaded(/^smile .*\.png$/);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([480, 360]);
  await press(".viewer .export-bar button", "JSON");
  const [look] = JSON.parse((await downloaded(/^smile .*\.json$/)).toString());
  expect(look).toMatchObject({ file: "smile.jpg", timeMs: 0, faces: [{ id: 1, dominant: "happiness", sure: true }] });
});

test("AVIF and a picture on its side are shown as they were read; animations are films", async () => {
  await open();
  await choose(...OF_FIXTURES);
  await allRead();
  expect(await listed()).toEqual([
    "smile.avif: 1 face",
    "turned.jpg: 1 face",
    "animated.gif: 1 face",
    "animated.webp: 1 face",
    "animated.avif: 1 face",
  ]);
  for (const name of ["smile.avif", "turned.jpg"]) {
    await press(".file-open", name);
    await page.waitForFunction((name) => document.querySelector("#viewer-title")?.textContent === name, {}, name);
    const image = await page.waitForSelector(".stage img");
    await image?.evaluate((element) => (element as HTMLImageElement).decode());
    expect(await image?.evaluate(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight])).toEqual([
      320, 240,
    ]);
    expect(await page.$eval(".face-mark", ({ ariaLabel }) => ariaLabel)).toBe("Face 1: Looks like a smile.");
  }
  for (const name of ["animated.gif", "animated.webp", "animated.avif"]) {
    await press(".file-open", name);
    await page.waitForFunction((name) => document.querySelector("#viewer-title")?.textContent === name, {}, name);
    // Drawn, unless a video element plays it.
    await page.waitForSelector(name.endsWith(".avif") ? ".stage video" : ".stage canvas");
    const slider = await page.waitForSelector("[role=slider]");
    await slider?.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(() => document.querySelector(".face-mark")?.ariaLabel?.includes("surprise"));
  }
});

test.skipIf(!MEDIA)("real faces: four in one picture", async () => {
  await open();
  await upload(`${MEDIA}/stills/group-4-faces.jpg`);
  await allRead();
  expect(await listed()).toEqual(["group-4-faces.jpg: 4 faces"]);
  expect(await page.$$(".face-mark")).toHaveLength(4);
});
