// When a page of an "always on" site asks to be read.

import { afterEach, expect, test, vi } from "vitest";
import { PATIENCE } from "./harness.ts";
import { call, harness, openPageForEachTest } from "./setup.ts";

openPageForEachTest(async () => {
  const peer = await harness.peer();
  await peer.evaluate(async () => {
    const matches = ["http://127.0.0.1/*"];
    await chrome.scripting.registerContentScripts([
      { id: "always-on", matches, js: ["always-on.js"], allFrames: true },
    ]);
  });
});

afterEach(async () => {
  // The next test's page opens without it.
  await (await harness.peer()).evaluate(() => chrome.scripting.unregisterContentScripts());
});

/** How often pages have asked so far. */
const asked = async (type = "start-here") =>
  (await call.told()).filter((message) => (message as { type?: string }).type === type).length;

test("a page that the browser makes ready beforehand asks once somebody goes there", async () => {
  const { page } = call;
  await page.reload();
  await vi.waitFor(async () => expect(await asked()).toBe(1), PATIENCE);
  const next = page.url().replace(/\?.*/, "?next");
  await page.evaluate((url) => {
    const rules = document.createElement("script");
    rules.type = "speculationrules";
    rules.textContent = JSON.stringify({ prerender: [{ urls: [url], eagerness: "immediate" }] });
    document.head.append(rules);
  }, next);
  for (let quiet = 0; quiet < 10; quiet++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await asked()).toBe(1);
  }
  await page.evaluate((url) => void setTimeout(() => location.assign(url)), next);
  await vi.waitFor(async () => expect(await asked()).toBe(2), PATIENCE);
  const activation = () => Reflect.get(performance.getEntriesByType("navigation")[0] ?? {}, "activationStart");
  expect(await page.evaluate(activation), "it was made ready").toBeGreaterThan(0);
});

test("a page that is gone back to, and was kept by the browser, asks again", async () => {
  const { page } = call;
  const before = await asked();
  await page.reload();
  await vi.waitFor(async () => expect(await asked()).toBe(before + 1), PATIENCE);
  await page.evaluate(() => {
    document.title = "Kept";
  });
  await page.goto(page.url().replace(/\?.*/, "?next"));
  await vi.waitFor(async () => expect(await asked()).toBe(before + 2), PATIENCE);
  await page.evaluate(() => void setTimeout(() => history.back()));
  await vi.waitFor(async () => expect(await asked()).toBe(before + 3), PATIENCE);
  expect(await page.title()).toBe("Kept");
});

test("a video that begins in a frame of the page asks for reading to go on, the frame alone for nothing", async () => {
  const { page } = call;
  const [before, resumed] = [await asked(), await asked("resume-here")];
  await page.reload();
  await vi.waitFor(async () => expect(await asked()).toBe(before + 1), PATIENCE);
  await page.evaluate(async () => {
    const frame = document.createElement("iframe");
    frame.src = location.href;
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener("load", resolve));
    await frame.contentWindow?.call.join("Inside");
  });
  await vi.waitFor(async () => expect(await asked("resume-here")).toBe(resumed + 1), PATIENCE);
  expect(await asked()).toBe(before + 1);
});

test("a video that begins in a shadow tree, there already or new, asks for reading to go on", async () => {
  const { page } = call;
  const before = await asked("resume-here");
  await page.reload();
  await page.evaluate(async () => {
    const video = window.call.video(await window.call.camera());
    const host = document.createElement("div");
    const inner = document.createElement("div");
    host.attachShadow({ mode: "open" }).append(inner);
    inner.attachShadow({ mode: "open" }).append(video);
    document.body.append(host);
    await video.play();
    Object.assign(window, { video });
  });
  await vi.waitFor(async () => expect(await asked("resume-here")).toBe(before + 1), PATIENCE);
  await page.evaluate("video.pause(); video.play()");
  await vi.waitFor(async () => expect(await asked("resume-here")).toBe(before + 2), PATIENCE);
});

test("a chime, or a film that decorates the page again and again, asks for nothing", async () => {
  const { page } = call;
  await page.reload();
  const before = await asked("resume-here");
  await page.evaluate(async () => {
    const sound = new AudioContext().createMediaStreamDestination();
    const chime = document.createElement("audio");
    chime.srcObject = sound.stream;
    const decoration = window.call.video(await window.call.camera());
    decoration.loop = true;
    document.body.append(chime, decoration);
    await Promise.all([chime.play(), decoration.play()]);
  });
  // As long as asking takes that is not to be.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await asked("resume-here")).toBe(before);
  await page.evaluate(async () => {
    const film = window.call.video(await window.call.camera());
    document.body.append(film);
    await film.play();
  });
  await vi.waitFor(async () => expect(await asked("resume-here")).toBe(before + 1), PATIENCE);
});

test("of thirty videos that begin at once one asks, and once more a while later", async () => {
  const { page } = call;
  const opened = await asked();
  await page.reload();
  await vi.waitFor(async () => expect(await asked()).toBe(opened + 1), PATIENCE);
  const before = await asked("resume-here");
  await page.evaluate(() => {
    const videos = Array.from({ length: 30 }, () => document.createElement("video"));
    document.body.append(...videos);
    for (const video of videos) video.dispatchEvent(new Event("playing"));
  });
  await vi.waitFor(async () => expect(await asked("resume-here")).toBe(before + 2), PATIENCE);
  await new Promise((resolve) => setTimeout(resolve, 5000));
  expect(await asked("resume-here")).toBe(before + 2);
});
