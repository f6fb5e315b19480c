// "Until the call is over": what is kept of a call goes when the call is over, however that comes.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "puppeteer";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { openCall, openSecondTab, PATIENCE, person, type TestCall, untilPresent } from "../call/demo-call.ts";
import { giveStore, secondsRead, sessions, untilKept } from "./kept-call.ts";

let profile: string;
let call: TestCall;
/** The browser after the one that was killed. */
let next: Browser | undefined;

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), "countenance-profile-"));
  call = await openCall([person("Ada", 0)], { args: [`--user-data-dir=${profile}`] });
  const options = await call.browser.newPage();
  await options.goto(`chrome-extension://${call.extensionId}/options/options.html`);
  await options.waitForSelector("main");
  await giveStore(call.popup);
  await untilKept(call.popup, (session) => expect(secondsRead(session)).toBeGreaterThan(1));
  await options.click("[name][value=session]");
  await vi.waitFor(async () => {
    const { settings } = await options.evaluate(() => chrome.storage.local.get("settings"));
    expect(settings).toMatchObject({ retention: "session" });
  }, PATIENCE);
  await options.close();
});
afterEach(async () => {
  await next?.close();
  next = undefined;
  await call.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

async function untilOneGoesOn(): Promise<void> {
  await vi.waitFor(async () => expect(await sessions(call.popup)).toHaveLength(1), PATIENCE);
  await untilKept(call.popup, (session) => {
    expect(session.endedMs).toBeNull();
    expect(secondsRead(session)).toBeGreaterThan(1);
  });
}

async function untilNoneIsKept(): Promise<void> {
  await vi.waitFor(async () => expect(await sessions(call.popup)).toEqual([]), PATIENCE);
}

test("a call in another tab keeps its own until it is over; the switch, and closing the tab, are an end", async () => {
  await untilOneGoesOn();
  const { page: second, view: secondView } = await openSecondTab(call);
  await vi.waitFor(async () => expect((await secondView())?.participants[0]?.presence).toBe("face"), PATIENCE);
  await vi.waitFor(async () => expect(await sessions(call.popup)).toHaveLength(2), PATIENCE);

  await call.popup.bringToFront();
  await call.popup.click("[role=switch]");
  await vi.waitFor(async () => expect(await call.view()).toBeNull(), PATIENCE);
  await untilOneGoesOn();
  await second.close();
  await untilNoneIsKept();
});

test("what a browser leaves that was killed in mid-call is gone when the popup is opened again", async () => {
  await untilPresent(call, { Ada: "face" });
  await untilOneGoesOn();
  const ended = new Promise((resolve) => call.browser.once("disconnected", resolve));
  call.browser.process()?.kill("SIGKILL");
  await ended;

  next = await launchBrowser({ args: [`--user-data-dir=${profile}`] });
  expect(await next.installExtension(EXTENSION)).toBe(call.extensionId);
  const page = await next.newPage();
  await page.goto(`chrome-extension://${call.extensionId}/popup/popup.html?tab=1`);
  await giveStore(page);
  await vi.waitFor(async () => expect(await sessions(page)).toEqual([]), PATIENCE);
});

test("what a crash has left goes when the browser starts, before anybody looks; what is being recorded stays", async () => {
  await untilOneGoesOn();
  const [goesOn] = await sessions(call.popup);
  // Unlike the popup, this page asks for nothing to be tidied.
  const page = await call.browser.newPage();
  await page.goto(`chrome-extension://${call.extensionId}/options/options.html`);
  await giveStore(page);
  await page.evaluate((startedMs) => {
    const nothing = { site: "", modelVersion: "1", participants: [], seconds: 0, endedMs: null, chunks: new Map() };
    return store.beginSession({ id: "left", title: "Left", startedMs, notes: [] }, nothing);
  }, Date.now() - 60_000);
  expect(await sessions(page)).toHaveLength(2);

  const target = await call.browser.waitForTarget((candidate) => candidate.type() === "service_worker");
  await (await target.worker())?.evaluate(() => {
    const { onStartup } = chrome.runtime as unknown as { onStartup: { dispatch(): void } };
    onStartup.dispatch();
  });
  await vi.waitFor(async () => expect((await sessions(page)).map(({ id }) => id)).toEqual([goesOn?.id]), PATIENCE);
  expect((await sessions(page))[0]?.endedMs).toBeNull();
});
