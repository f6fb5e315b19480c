import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type CallPage, Harness, PATIENCE } from "./harness.ts";

let harness: Harness;
let call: CallPage;

beforeAll(async () => {
  harness = await Harness.start();
});
afterAll(() => harness.close());
beforeEach(async () => {
  call = await harness.open();
  await call.page.evaluate(async () => {
    await window.call.join("Ada");
    const host = document.createElement("div");
    host.style.display = "inline-block";
    host.title = "In a shadow";
    host.attachShadow({ mode: "open" }).append(window.call.video(window.call.person("Ada").track.clone()));
    document.body.append(host);
  });
});
afterEach(async () => {
  expect(call.errors).toEqual([]);
  await call.page.close();
});

/** What the page's process holds, of all its worlds, when all that nobody refers to is gone. */
async function holdings() {
  const session = await call.page.createCDPSession();
  await session.send("Performance.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value;
  return { listeners: value("JSEventListeners"), elements: await call.page.$$eval("*", (all) => all.length) };
}

test("turned off it leaves no listener, element or timer, and can be turned on again", async () => {
  const before = await holdings();
  await call.inject();
  const [ada] = await call.tilesNamed("Ada", "In a shadow");
  await call.grabUntil(ada?.id ?? "", "frame");
  expect((await holdings()).listeners).toBeGreaterThan(before.listeners ?? 0);
  await call.turnOff();
  await expect.poll(holdings, PATIENCE).toEqual(before);
  const messages = await call.messageCount();
  await call.page.evaluate(() => window.call.join("Bob"));
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(await call.messageCount()).toBe(messages);
  await call.inject();
  await call.tilesNamed("Ada", "Bob", "In a shadow");
  expect(await call.connections()).toBe(1);
});

test("injected twice it is there once", async () => {
  await call.inject();
  await call.inject();
  await call.tilesNamed("Ada", "In a shadow");
  expect(await call.connections()).toBe(1);
});

test("ends with its page", async () => {
  await call.inject();
  await call.tilesNamed("Ada", "In a shadow");
  await call.page.goto("about:blank");
  await expect.poll(() => call.connections(), PATIENCE).toBe(0);
  await call.page.goBack();
  await call.inject();
  expect(await call.connections()).toBe(1);
});

test("ends quietly when its extension is reloaded under it", async () => {
  const before = await holdings();
  await call.inject();
  await call.tilesNamed("Ada", "In a shadow");
  await (await harness.peer()).evaluate(() => chrome.runtime.reload()).catch(() => undefined);
  await expect.poll(holdings, PATIENCE).toEqual(before);
});
