// The analyse page's viewer of films: their lanes, how they are played, and the session a film becomes.

import { expect, test, vi } from "vitest";
import { accessibilityViolations } from "../popup/axe.ts";
import { allRead, browser, choose, open, openBrowserWith, PATIENCE, page, press } from "./analyse-page.ts";

openBrowserWith("smile.jpg", "film.mp4", "leaving.mp4", "broadcast.webm", "sounding.mp4", "animated.gif");

/** Until a button of that name stands under what is shown. */
async function untilOffered(name: string): Promise<void> {
  const offered = () => page.$$eval(".viewer .export-bar button", (all) => all.map(({ textContent }) => textContent));
  await vi.waitFor(async () => expect(await offered()).toContain(name), PATIENCE);
}

function keptSessions(): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("countenance");
        opening.addEventListener("success", () => {
          const count = opening.result.transaction("sessions").objectStore("sessions").count();
          count.addEventListener("success", () => {
            opening.result.close();
            resolve(count.result);
          });
        });
      }),
  );
}

test("a film: its lanes seek it, by pointer and keys, and it becomes a session", async () => {
  await open();
  await choose("film.mp4");
  await allRead();
  const label = () => page.$eval(".face-mark", ({ ariaLabel }) => ariaLabel);
  const second = () => page.$eval("video", ({ currentTime }) => currentTime);
  await page.waitForSelector(".face-mark");
  expect(await label()).toBe("Face 1: Looks like a smile.");
  const slider = await page.waitForSelector("[role=slider]");
  await slider?.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await vi.waitFor(async () => expect(await second()).toBeCloseTo(5.75, 1), PATIENCE);
  await vi.waitFor(async () => expect(await label()).toContain("Face 1: "), PATIENCE);
  expect(await label()).not.toContain("smile");
  await page.keyboard.press("Home");
  await vi.waitFor(async () => expect(await second()).toBe(0), PATIENCE);
  const plot = await slider?.boundingBox();
  if (!plot) throw new Error("The slider is not there.");
  await page.mouse.click(plot.x + plot.width / 4, plot.y + plot.height / 2);
  await vi.waitFor(async () => expect(await second()).toBeCloseTo(1.5, 0), PATIENCE);
  // The space bar plays it to its end; where it stops is told, not every second on the way.
  await slider?.evaluate((slider) => {
    const told: (string | null)[] = [];
    Object.assign(globalThis, { told });
    const observer = new MutationObserver(() => told.push(slider.ariaValueText));
    observer.observe(slider, { attributeFilter: ["aria-valuetext"] });
  });
  await page.keyboard.press(" ");
  await vi.waitFor(async () => expect(await page.$eval("video", ({ ended }) => ended)).toBe(true), PATIENCE);
  await page.waitForFunction(() => document.querySelector(".film-bar button")?.textContent === "Play");
  const told: string[] = await page.evaluate(() => Reflect.get(globalThis, "told"));
  expect(told.length).toBeLessThanOrEqual(2);
  expect(told.at(-1)).toMatch(/^0:06 Face 1: [^.]+\.$/);
  expect(await accessibilityViolations(page)).toEqual([]);

  // Twice, as an impatient hand does.
  await page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>(".export-bar button")];
    const save = buttons.find(({ textContent }) => textContent === "Save as a session");
    save?.click();
    save?.click();
  });
  await untilOffered("Open report");
  await press(".export-bar button", "Open report");
  const target = await browser.waitForTarget((target) => target.url().includes("report/report.html"));
  const report = await target.page();
  await report?.waitForSelector(".report-heading h1");
  expect(await report?.$eval(".report-heading h1", ({ textContent }) => textContent)).toBe("film");
  expect(await report?.$$("label.lane-label")).toHaveLength(1);
  expect(await keptSessions()).toBe(1);
  await report?.close();
});

test("a film that became a session is known to have, after a look at another file, too, until the session is deleted", async () => {
  await open();
  const kept = await keptSessions();
  await choose("film.mp4", "smile.jpg");
  await allRead();
  const look = async (name: string) => {
    await press(".file-open", name);
    await page.waitForFunction((name) => document.querySelector("#viewer-title")?.textContent === name, {}, name);
  };
  await look("film.mp4");
  await press(".viewer .export-bar button", "Save as a session");
  await untilOffered("Open report");
  await look("smile.jpg");
  await look("film.mp4");
  await untilOffered("Open report");
  expect(await keptSessions()).toBe(kept + 1);

  await press(".viewer .export-bar button", "Open report");
  const target = await browser.waitForTarget((target) => target.url().includes("report/report.html"));
  const report = await target.page();
  await report?.locator(".tool-danger").click();
  await report?.waitForSelector(".report-notice button");
  await untilOffered("Save as a session");
  await report?.locator(".report-notice button").click();
  await untilOffered("Open report");
  expect(await keptSessions()).toBe(kept + 1);
  await report?.close();
});

test("when a face that had the focus leaves the film, a keyboard goes on at the film's button", async () => {
  await open();
  await choose("leaving.mp4");
  await allRead();
  expect(await page.$eval("video", ({ ariaLabel }) => ariaLabel)).toBe("The picture leaving.mp4");
  const face = await page.waitForSelector(".face-mark");
  await face?.focus();
  await page.$eval(".film-bar button", (button) => (button as HTMLElement).click());
  await page.waitForFunction(() => document.querySelector("video")?.ended);
  await page.waitForFunction(() => !document.querySelector(".face-mark"));
  await page.waitForFunction(() => document.querySelector(".film-bar button")?.textContent === "Play");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Play");
});

test("a piece of a broadcast counts from its beginning, whatever its clock shows", async () => {
  await open();
  await choose("broadcast.webm");
  await allRead();
  const time = () => page.$eval(".film-time", ({ textContent }) => textContent);
  const second = () => page.$eval("video", ({ currentTime }) => currentTime);
  // WebM has no duration of the last frame.
  expect(await time()).toBe("0:00 of 0:05");
  const slider = await page.waitForSelector("[role=slider]");
  await slider?.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await vi.waitFor(async () => expect(await second()).toBeCloseTo(3605.65, 1), PATIENCE);
  expect(await page.$eval(".face-mark", ({ ariaLabel }) => ariaLabel)).not.toContain("smile");
  await page.keyboard.press("Home");
  await vi.waitFor(async () => expect(await second()).toBeCloseTo(3600, 1), PATIENCE);
  await page.keyboard.press(" ");
  await page.waitForFunction(() => document.querySelector("video")?.ended);
  await vi.waitFor(async () => expect(await time()).toBe("0:05 of 0:05"), PATIENCE);
});

test("where sound outlasts the picture, the film's end and the last picture's faces stay", async () => {
  await open();
  await choose("sounding.mp4");
  await allRead();
  const slider = await page.waitForSelector("[role=slider]");
  await slider?.focus();
  await page.keyboard.press(" ");
  await page.waitForFunction(() => document.querySelector("video")?.ended);
  expect(await page.$eval("video", ({ currentTime }) => currentTime)).toBeGreaterThan(3);
  expect(await page.$eval(".film-time", ({ textContent }) => textContent)).toBe("0:02 of 0:02");
  expect(await slider?.evaluate(({ ariaValueNow, ariaValueMax }) => [ariaValueNow, ariaValueMax])).toEqual(["2", "2"]);
  expect(await page.$$(".face-mark")).toHaveLength(1);
});

test("a film that is played by the keyboard's media keys is followed; what plays no further is drawn from there", async () => {
  await open();
  await choose("film.mp4");
  await allRead();
  const time = () => page.$eval(".film-time", ({ textContent }) => textContent);
  const says = (word: string) =>
    page.waitForFunction((word) => document.querySelector(".film-bar button")?.textContent === word, {}, word);
  const played = says("Pause");
  await page.$eval("video", (video) => {
    video.addEventListener("timeupdate", () => video.currentTime >= 2 && video.pause());
    void video.play();
  });
  await played;
  await says("Play");
  expect(await time()).toMatch(/^0:0[2-6] of 0:06$/);

  const slider = await page.waitForSelector("[role=slider]");
  await slider?.focus();
  for (const key of ["Home", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight"] as const)
    await page.keyboard.press(key);
  await vi.waitFor(async () => expect(await time()).toBe("0:01 of 0:06"), PATIENCE);
  await page.$eval("video", (video) => video.dispatchEvent(new Event("error")));
  await page.waitForSelector("canvas.stage-picture");
  const times = await page.evaluateHandle(() => {
    const times: string[] = [];
    const time = document.querySelector(".film-time");
    new MutationObserver(() => times.push(time?.textContent ?? "")).observe(time as Node, {
      characterData: true,
      subtree: true,
      childList: true,
    });
    return times;
  });
  await page.$eval(".film-bar button", (button) => (button as HTMLElement).click());
  await page.waitForFunction(() => document.querySelector(".film-time")?.textContent === "0:06 of 0:06");
  await says("Play");
  expect(await times.evaluate((times) => times.includes("0:00 of 0:06"))).toBe(false);
});

test("a film's lanes zoom by keys, buttons and the wheel; what is in view goes along with the film", async () => {
  await open();
  await choose("film.mp4");
  await allRead();
  const said = (part: string) => page.$eval(`.film-view ${part}`, (element) => element.textContent);
  const shown = (text: string) => vi.waitFor(async () => expect(await said(".small-print")).toBe(text), PATIENCE);
  const slider = await page.waitForSelector("[role=slider]");
  await slider?.focus();
  await shown("");
  // Six seconds at four looks a second.
  await page.keyboard.press("+");
  await shown("From 0:00 to 0:03");
  await page.keyboard.press("End");
  await shown("From 0:03 to 0:06");
  // Only what the user chose to see is announced, not where the film goes.
  expect(await said("[role=status]")).toBe("From 0:00 to 0:03");
  const plot = await slider?.boundingBox();
  if (!plot) throw new Error("The slider is not there.");
  await page.mouse.click(plot.x + plot.width / 2, plot.y + plot.height / 2);
  await vi.waitFor(
    async () => expect(await page.$eval("video", ({ currentTime }) => currentTime)).toBeCloseTo(4.5, 1),
    PATIENCE,
  );
  // Who looks elsewhere while it stands still may do so.
  await press(".timeline-buttons button", "←");
  await shown("From 0:01 to 0:04");
  await press(".timeline-buttons button", "Show all");
  await shown("");
  await page.mouse.move(plot.x + 1, plot.y + plot.height / 2);
  await page.keyboard.down("Control");
  await page.mouse.wheel({ deltaY: -200 });
  await page.keyboard.up("Control");
  await shown("From 0:00 to 0:03");
  expect(await accessibilityViolations(page)).toEqual([]);
});

test("an animation that has played to its end plays again from its start", async () => {
  await open();
  await choose("animated.gif");
  await allRead();
  await page.waitForSelector(".stage canvas");
  for (let time = 0; time < 2; time++) {
    const seen = await page.$eval(".film-bar", (bar) => {
      return new Promise<string[]>((resolve) => {
        const seen: string[] = [];
        new MutationObserver((_, observer) => {
          seen.push((bar as HTMLElement).innerText.replace(/\s+/g, " "));
          if (!seen.at(-1)?.startsWith("Play")) return;
          observer.disconnect();
          resolve(seen);
        }).observe(bar, { characterData: true, childList: true, subtree: true });
        bar.querySelector("button")?.click();
      });
    });
    expect(seen).toContain("Pause 0:00 of 0:02");
    expect(seen.at(-1)).toBe("Play 0:02 of 0:02");
  }
});
