// What the options page changes holds in the call that is on; what it erases is gone.

import type { Page } from "puppeteer";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openCall, PATIENCE, person, type TestCall, untilPresent, untilRead } from "../call/demo-call.ts";
import { giveStore, hearEngine, untilKept } from "../session/kept-call.ts";

let call: TestCall;
let options: Page;

beforeEach(async () => {
  call = await openCall([person("Ada", 0, "happiness"), person("Ben", 1)]);
  await untilPresent(call, { Ada: "face", Ben: "face" });
  options = await call.browser.newPage();
  await options.goto(`chrome-extension://${call.extensionId}/options/options.html`);
  await options.waitForSelector("main");
});
afterEach(() => call.close());

test("who is left out is read no more, from then on; the others are", async () => {
  await options.type(".name-list input", "ada");
  await options.keyboard.press("Enter");
  await untilPresent(call, { Ada: "left-out", Ben: "face" });
  const frames = (await call.participant("Ada"))?.frames;
  await untilRead(call, ["Ben"], 8);
  expect(await call.participant("Ada")).toMatchObject({ presence: "left-out", reading: null, frames });
});

test("a gentler rate and another backend hold at once", async () => {
  await options.click("[value='1']");
  await vi.waitFor(async () => {
    const engine = (await call.view())?.engine;
    // Two people, once a second each.
    expect(engine?.state === "ready" && engine.readingsPerSecond).toBeLessThanOrEqual(2.5);
    expect(engine?.state === "ready" && engine.readingsPerSecond).toBeGreaterThan(0);
  }, PATIENCE);

  const heard = await hearEngine(call);
  await options.click("[value=wasm]");
  // Another Worker reads from now on: the former, which is listened to, is silent.
  await vi.waitFor(async () => {
    const before = (await heard()).length;
    await untilRead(call, ["Ada", "Ben"]);
    expect((await heard()).length).toBe(before);
  }, PATIENCE);
  expect((await call.view())?.engine).toMatchObject({ state: "ready", backend: "wasm" });
});

test("names are kept while the user says so, and no longer", async () => {
  await giveStore(options);
  const untilNamed = (names: readonly string[]) =>
    untilKept(options, ({ participants }) => expect(participants.map(({ name }) => name)).toEqual(names));
  await untilNamed(["", ""]);
  const [, keepNames] = await options.$$("[role=switch]");
  await keepNames?.click();
  await untilNamed(["Ada", "Ben"]);
  await keepNames?.click();
  await untilNamed(["", ""]);
});

test("erase everything: the call ends, and nothing is left in any store", async () => {
  await options.evaluate(async () => {
    localStorage.setItem("left", "over");
    await chrome.storage.session.set({ left: "over" });
    await chrome.storage.sync.set({ left: "over" });
    await (await caches.open("left")).put("https://example.org/", new Response("over"));
    await (await navigator.storage.getDirectory()).getFileHandle("left", { create: true });
    const opening = indexedDB.open("left");
    opening.onsuccess = () => opening.result.close();
  });
  await vi.waitFor(async () => expect((await stored()).databases).toEqual(["countenance", "left"]), PATIENCE);
  expect(Object.keys((await stored()).local)).toEqual(["settings"]);

  await options.click(".button-erase");
  await options.waitForSelector("dialog[open]");
  await options.keyboard.press("Escape");
  await options.waitForSelector("dialog", { hidden: true });
  expect(await call.view(), "asked, and answered no").not.toBeNull();

  await options.click(".button-erase");
  await options.waitForSelector("dialog[open]");
  await options.click("dialog .button-danger");
  await options.waitForFunction(() => document.querySelector(".erase-said")?.textContent === "Everything is erased.");
  await vi.waitFor(async () => expect(await call.view()).toBeNull(), PATIENCE);
  expect(await stored()).toEqual({
    databases: [],
    local: {},
    session: {},
    sync: {},
    localStorage: 0,
    caches: [],
    files: [],
    origins: [],
    scripts: [],
    offscreen: [],
  });
  await vi.waitFor(async () => {
    const badge = await options.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), call.tabId);
    expect(badge).toBe("");
  }, PATIENCE);

  // It is as on the first day.
  await options.waitForSelector(".options-banner");
  const answer = await options.evaluate(
    (tabId) => chrome.runtime.sendMessage({ type: "start", tabId, start: "s" }),
    call.tabId,
  );
  expect(answer).toMatchObject({ ok: false, why: "not-welcomed" });
  // The page's word that it was cut off may come only now.
  await options.evaluate(async (tabId) => {
    const func = () => chrome.runtime.sendMessage({ type: "cut-off" }).catch(() => undefined);
    await chrome.scripting.executeScript({ target: { tabId }, func });
    await new Promise((resolve) => setTimeout(resolve, 500));
  }, call.tabId);
  expect((await stored()).databases).toEqual([]);
});

/** All that a page of the extension can find of what the extension keeps. */
function stored() {
  return options.evaluate(async () => {
    const files: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return {
      databases: (await indexedDB.databases()).flatMap(({ name }) => name ?? []).sort(),
      local: await chrome.storage.local.get(),
      session: await chrome.storage.session.get(),
      sync: await chrome.storage.sync.get(),
      localStorage: localStorage.length,
      caches: await caches.keys(),
      files,
      origins: (await chrome.permissions.getAll()).origins,
      scripts: await chrome.scripting.getRegisteredContentScripts(),
      offscreen: await chrome.runtime.getContexts({ contextTypes: ["OFFSCREEN_DOCUMENT"] }),
    };
  });
}
