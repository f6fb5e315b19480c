import { expect, test } from "vitest";
import { PATIENCE } from "./harness.ts";
import { call, harness, openPageForEachTest } from "./setup.ts";

openPageForEachTest(async () => {
  await call.page.evaluate(async () => {
    await window.call.join("Ada");
    const host = document.createElement("div");
    host.style.display = "inline-block";
    host.title = "In a shadow";
    host.attachShadow({ mode: "open" }).append(window.call.video(window.call.person("Ada").track.clone()));
    document.body.append(host);
  });
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

/**
 * Of what the content script's world of the page holds, when all that nobody refers to is gone, what the page, the browser
 * and the language would not have there: our classes' objects, our functions, and elements that are on no page.
 */
async function ownObjects(): Promise<string[]> {
  const session = await call.page.createCDPSession();
  const worlds: number[] = [];
  session.on("Runtime.executionContextCreated", ({ context }) => {
    if (context.origin.startsWith("chrome-extension://")) worlds.push(context.id);
  });
  await session.send("Runtime.enable");
  const prototype = await session.send("Runtime.evaluate", {
    expression: "Object.prototype",
    contextId: worlds[0] ?? Number.NaN,
  });
  const found = await session.send("Runtime.queryObjects", { prototypeObjectId: prototype.result.objectId ?? "" });
  function own(this: object[]) {
    const isOwn = (object: object) => {
      if (Object.hasOwn(object, "constructor")) return false;
      if (object instanceof Node) return !object.isConnected;
      if (typeof object === "function") return !String(object).includes("[native code]");
      return typeof object.constructor === "function" && !String(object.constructor).includes("[native code]");
    };
    return this.filter(isOwn).map((object) => (typeof object === "function" ? `${object}` : object.constructor.name));
  }
  const named = await session.send("Runtime.callFunctionOn", {
    functionDeclaration: String(own),
    objectId: found.objects.objectId ?? "",
    returnByValue: true,
  });
  await session.detach();
  return named.result.value;
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
  await expect.poll(() => call.connections(), PATIENCE).toBe(1);
});

test("turned off it leaves no object of its own", async () => {
  await call.inject();
  const [ada] = await call.tilesNamed("Ada", "In a shadow");
  await call.grabUntil(ada?.id ?? "", "frame");
  expect(await ownObjects()).toEqual(expect.arrayContaining(["FrameClock", "Grabber", "Overlay", "Tiles"]));
  await call.turnOff();
  await expect.poll(ownObjects, PATIENCE).toEqual([]);
});

test("injected twice it is there once", async () => {
  await call.inject();
  await call.inject();
  await call.tilesNamed("Ada", "In a shadow");
  await expect.poll(() => call.connections(), PATIENCE).toBe(1);
});

test("ends with its page", async () => {
  await call.inject();
  await call.tilesNamed("Ada", "In a shadow");
  await call.page.goto("about:blank");
  await expect.poll(() => call.connections(), PATIENCE).toBe(0);
  await call.page.goBack();
  await call.inject();
  await expect.poll(() => call.connections(), PATIENCE).toBe(1);
});

test("ends quietly when its extension is reloaded under it", async () => {
  const before = await holdings();
  await call.inject();
  await call.tilesNamed("Ada", "In a shadow");
  await (await harness.peer()).evaluate(() => chrome.runtime.reload()).catch(() => undefined);
  await expect.poll(holdings, PATIENCE).toEqual(before);
});
