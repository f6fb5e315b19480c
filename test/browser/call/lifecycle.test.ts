import { afterEach, expect, test, vi } from "vitest";
import { openCall, PATIENCE, person, type TestCall, untilPresent, untilRead } from "./demo-call.ts";

let call: TestCall;
afterEach(() => call.close());

/** Objects of a kind that live in the content script's world, the garbage gone. */
async function countInContentScript(prototypes: readonly string[]): Promise<Record<string, number>> {
  const session = await call.page.createCDPSession();
  const contexts: { id: number; origin: string }[] = [];
  session.on("Runtime.executionContextCreated", ({ context }) => contexts.push(context));
  await session.send("Runtime.enable");
  await session.send("HeapProfiler.collectGarbage");
  const world = contexts.find(({ origin }) => origin.startsWith("chrome-extension://"));
  const counts: Record<string, number> = {};
  for (const name of world ? prototypes : []) {
    const { result } = await session.send("Runtime.evaluate", {
      expression: `${name}.prototype`,
      ...(world && { contextId: world.id }),
    });
    const { objects } = await session.send("Runtime.queryObjects", { prototypeObjectId: result.objectId ?? "" });
    const { result: length } = await session.send("Runtime.callFunctionOn", {
      objectId: objects.objectId ?? "",
      functionDeclaration: "function () { return this.length; }",
      returnByValue: true,
    });
    counts[name] = length.value;
  }
  await session.detach();
  return counts;
}

const HELD_WHILE_ON = ["ShadowRoot", "OffscreenCanvas", "HTMLCanvasElement", "VideoFrame"] as const;

async function pageElements(): Promise<number> {
  return call.page.evaluate(() => document.querySelectorAll("*").length);
}

test("off leaves nothing in the page: no element, canvas or picture, and no listening port", async () => {
  call = await openCall([person("Ada", 0)]);
  await untilPresent(call, { Ada: "face" });
  const on = await countInContentScript(HELD_WHILE_ON);
  expect(on.ShadowRoot).toBeGreaterThan(0);
  const elements = await pageElements();

  await call.popup.bringToFront();
  await call.popup.click("[role=switch]");
  await vi.waitFor(async () => expect(await call.view()).toBeNull(), PATIENCE);
  await vi.waitFor(async () => {
    const off = await countInContentScript(HELD_WHILE_ON);
    for (const name of HELD_WHILE_ON) expect(off[name], name).toBe(0);
  }, PATIENCE);
  expect(await pageElements(), "the overlay is gone").toBe(elements - 1);

  await call.popup.click("[role=switch]");
  await untilPresent(call, { Ada: "face" });
});

test("a service worker that ends in mid-call changes nothing", async () => {
  call = await openCall([person("Ada", 0)]);
  await untilPresent(call, { Ada: "face" });
  const isRunning = () =>
    call.popup.evaluate(async () => {
      const contextTypes = [chrome.runtime.ContextType.BACKGROUND];
      return (await chrome.runtime.getContexts({ contextTypes })).length > 0;
    });
  const session = await call.popup.createCDPSession();
  await session.send("ServiceWorker.enable");
  await vi.waitFor(async () => {
    await session.send("ServiceWorker.stopAllWorkers");
    expect(await isRunning()).toBe(false);
  }, PATIENCE);
  await untilRead(call, ["Ada"], 8);
  expect(await call.participant("Ada")).toMatchObject({ number: 1, presence: "face" });

  await call.popup.bringToFront();
  await call.popup.click("[role=switch]");
  await vi.waitFor(async () => expect(await call.view()).toBeNull(), PATIENCE);
  await call.popup.click("[role=switch]");
  await untilPresent(call, { Ada: "face" });
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
