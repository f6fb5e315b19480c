import type { Dialog } from "puppeteer";
import { afterEach, expect, test, vi } from "vitest";
import { openCall, PATIENCE, person, type TestCall, untilPresent, untilRead } from "./demo-call.ts";

let call: TestCall;
afterEach(() => call.close());

async function pageElements(): Promise<number> {
  return call.page.evaluate(() => document.querySelectorAll("*").length);
}

/** By the popup's switch, as a person would. */
async function turnOff(): Promise<void> {
  await call.popup.bringToFront();
  await call.popup.click("[role=switch]");
  await vi.waitFor(async () => expect(await call.view()).toBeNull(), PATIENCE);
  await call.popup.waitForSelector("[role=switch][aria-checked=false]:enabled");
}

test("off ends the call and leaves the page as it was; it can be turned on again", async () => {
  call = await openCall([person("Ada", 0)]);
  await untilPresent(call, { Ada: "face" });
  const elements = await pageElements();
  await turnOff();
  await vi.waitFor(async () => expect(await pageElements(), "the overlay is gone").toBe(elements - 1), PATIENCE);
  await call.popup.click("[role=switch]");
  await untilPresent(call, { Ada: "face" });
  expect(await pageElements()).toBe(elements);
});

test("of a page that does not answer nothing is shown as if it were now; it goes on when it answers again", async () => {
  call = await openCall([person("Ada", 0, "happiness")]);
  await untilPresent(call, { Ada: "face" });
  const stopped = new Promise<Dialog>((resolve) => call.page.once("dialog", resolve));
  await call.page.evaluate(() => void setTimeout(() => alert("Nobody answers this yet.")));
  const dialog = await stopped;
  await untilPresent(call, { Ada: "waiting" });
  await dialog.accept();
  await untilPresent(call, { Ada: "face" });
});

test("turned on and off again before it has begun, it does not begin", async () => {
  call = await openCall([person("Ada", 0)]);
  await untilPresent(call, { Ada: "face" });
  const elements = await pageElements();
  await turnOff();
  await call.popup.evaluate(async () => {
    const button = document.querySelector<HTMLButtonElement>("[role=switch]");
    button?.click();
    while (button?.ariaChecked !== "true") await new Promise((resolve) => setTimeout(resolve));
    button.click();
  });
  await vi.waitFor(async () => expect(await call.view()).toBeNull(), PATIENCE);
  for (let quiet = 0; quiet < 10; quiet++) {
    await call.popup.waitForSelector("[role=switch][aria-checked=false]:enabled");
    expect(await call.view()).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(await pageElements()).toBe(elements - 1);
  await call.popup.click("[role=switch]");
  await untilPresent(call, { Ada: "face" });
});

test("turned on and off again before anything is there to begin it, by a popup that closes, it does not begin", async () => {
  call = await openCall([person("Ada", 0)]);
  await untilPresent(call, { Ada: "face" });
  const elements = (await pageElements()) - 1;
  await turnOff();
  await vi.waitFor(async () => expect(await pageElements(), "the overlay is gone").toBe(elements), PATIENCE);
  await call.popup.evaluate(() => chrome.offscreen.closeDocument());
  // Once more while the first start is still on its way, as from a page whose site is always on.
  await call.popup.evaluate(async () => {
    const tabs = await chrome.tabs.query({});
    const { id: tabId } = tabs.find(({ url }) => url?.startsWith("http")) ?? {};
    chrome.runtime.sendMessage({ type: "start", tabId, start: "another" }).catch(() => undefined);
    const button = document.querySelector<HTMLButtonElement>("[role=switch]");
    button?.click();
    while (button?.ariaChecked !== "true") await new Promise((resolve) => setTimeout(resolve));
    button.click();
  });
  await call.popup.goto("about:blank");
  for (let quiet = 0; quiet < 20; quiet++) {
    expect(await pageElements()).toBe(elements);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
});

test("frames that come after the start are read, also when they show another page; with off that ends", async () => {
  call = await openCall([person("Ada", 0)]);
  await untilPresent(call, { Ada: "face" });
  const show = (name: string, face: number) =>
    call.page.evaluate(
      (config) => {
        const frame = document.querySelector("iframe") ?? document.body.appendChild(document.createElement("iframe"));
        frame.width = "640";
        frame.height = "480";
        frame.src = `${location.pathname}?${new URLSearchParams({ config })}`;
      },
      JSON.stringify({ participants: [person(name, face)] }),
    );
  await show("Ben", 1);
  await untilPresent(call, { Ada: "face", Ben: "face" });
  await show("Cleo", 2);
  await untilPresent(call, { Ada: "face", Ben: "gone", Cleo: "face" });
  await turnOff();

  await show("Dan", 3);
  const elements = await pageElements();
  // What comes late, as by a message that was on its way, is not let in.
  const late = await call.popup.evaluate(async (tabId) => {
    const target = { tabId, allFrames: true };
    await chrome.scripting.executeScript({ target, files: ["content.js"] });
    const isOff = () => chrome.scripting.executeScript({ target, func: () => globalThis.countenance === undefined });
    while ((await isOff()).some(({ result }) => !result)) await new Promise((resolve) => setTimeout(resolve, 100));
    return (await isOff()).length;
  }, call.tabId);
  expect(late).toBe(2);
  expect(await call.view()).toBeNull();
  expect(await pageElements()).toBe(elements);
});

test("a service worker that ends in mid-call changes nothing, and starts again when it is needed", async () => {
  call = await openCall([person("Ada", 0)]);
  await untilPresent(call, { Ada: "face" });
  const isRunning = () =>
    call.popup.evaluate(async () => {
      const contextTypes = [chrome.runtime.ContextType.BACKGROUND];
      return (await chrome.runtime.getContexts({ contextTypes })).length > 0;
    });
  const session = await call.popup.createCDPSession();
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await vi.waitFor(async () => expect(await isRunning()).toBe(false), PATIENCE);
  await untilRead(call, ["Ada"], 8);
  expect(await call.participant("Ada")).toMatchObject({ number: 1, presence: "face" });
  expect(await isRunning()).toBe(false);

  await turnOff();
  await call.popup.click("[role=switch]");
  await untilPresent(call, { Ada: "face" });
  expect(await isRunning()).toBe(true);
});

test("when the offscreen document goes in mid-call, nothing goes on claiming that the tab is read and recorded", async () => {
  call = await openCall([person("Ada", 0)]);
  await untilPresent(call, { Ada: "face" });
  const badge = () => call.popup.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), call.tabId);
  await vi.waitFor(async () => expect(await badge()).toBe("on"), PATIENCE);
  const buttons = await call.popup.$$(".view-switch button");
  await buttons[1]?.click();
  await call.popup.waitForSelector(".session-live");
  await call.popup.evaluate(() => chrome.offscreen.closeDocument());
  await vi.waitFor(async () => expect(await badge()).toBe(""), PATIENCE);
  await vi.waitFor(async () => expect(await call.popup.$(".session-live")).toBeNull(), PATIENCE);
  expect(await call.popup.$$(".session")).toHaveLength(1);
});

test("an extension reloaded under a running page leaves a page that works and holds nothing", async () => {
  // With the extension's window gone, Debian's Chromium opens its start page.
  call = await openCall([person("Ada", 0)], { expectedRequests: [/^https:\/\/start\.duckduckgo\.com\/$/] });
  await untilPresent(call, { Ada: "face" });
  const elements = await pageElements();
  await call.popup.evaluate(() => chrome.runtime.reload()).catch(() => undefined);
  await vi.waitFor(async () => expect(await pageElements()).toBe(elements - 1), PATIENCE);
  await call.page.bringToFront();
  const playing = () => call.page.$eval("video", (video) => video.currentTime);
  const before = await playing();
  await vi.waitFor(async () => expect(await playing()).toBeGreaterThan(before + 1), PATIENCE);
});

test("a page that is reloaded ends its call", async () => {
  call = await openCall([person("Ada", 0)]);
  await untilPresent(call, { Ada: "face" });
  await call.page.reload();
  await vi.waitFor(async () => expect(await call.view()).toBeNull(), PATIENCE);
});
