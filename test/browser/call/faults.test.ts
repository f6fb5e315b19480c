import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { EXTENSION } from "../../../scripts/build.mjs";
import { SOFTWARE_WEBGPU } from "../engine/engine-worker.ts";
import { engineWorker } from "../session/kept-call.ts";
import { openCall, PATIENCE, person, type TestCall, untilPresent, untilRead } from "./demo-call.ts";

let call: TestCall;
let folder: string | undefined;
afterEach(async () => {
  await call.close();
  if (folder) await rm(folder, { recursive: true });
  folder = undefined;
});

/** A copy of the built extension, to break. */
async function copyOfExtension(): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), "countenance-"));
  await cp(EXTENSION, folder, { recursive: true });
  return folder;
}

const NOT_FOUND = [/ERR_FILE_NOT_FOUND/];

test.each([
  ["missing", "model.json", null],
  ["no JSON", "model.json", "<!doctype html>"],
  ["another model", "model.json", '{"modelTopology":{},"weightsManifest":[]}'],
])("an expression model that is %s is told with what to do, and read once it is mended", async (_, file, content) => {
  const broken = await copyOfExtension();
  const path = join(broken, "assets/expression", file);
  if (content === null) await rm(path);
  else await writeFile(path, content);
  call = await openCall([person("Ada", 0)], { extensionFolder: broken, expectedErrors: NOT_FOUND });
  await vi.waitFor(async () => expect((await call.view())?.engine.state).toBe("failed"), PATIENCE);
  const engine = (await call.view())?.engine;
  const reason = engine?.state === "failed" ? engine.reason : "";
  expect(reason).toMatch(/^[A-Z].*\.$/s);
  await vi.waitFor(async () => {
    expect(await call.popup.evaluate(() => document.body.textContent)).toContain(reason);
  }, PATIENCE);

  await cp(join(EXTENSION, "assets/expression", file), path);
  await call.popup.evaluate(() => {
    const retry = [...document.querySelectorAll("button")].find(
      ({ textContent: innerText }) => innerText === "Try again",
    );
    retry?.focus();
    retry?.click();
  });
  await untilPresent(call, { Ada: "face" });
  // The button has gone, and the focus not with it.
  expect(await call.popup.evaluate(() => document.activeElement?.localName)).toBe("main");
});

test("weights cut short are told, not read", async () => {
  const broken = await copyOfExtension();
  await writeFile(join(broken, "assets/expression/weights.bin"), new Uint8Array(1000));
  call = await openCall([person("Ada", 0)], { extensionFolder: broken });
  await vi.waitFor(async () => expect((await call.view())?.engine.state).toBe("failed"), PATIENCE);
});

test("malformed and oversized messages from the page's side are dropped, and the rest goes on", async () => {
  call = await openCall([person("Ada", 0)]);
  await untilPresent(call, { Ada: "face" });
  const session = await call.page.createCDPSession();
  const contexts: { id: number; origin: string }[] = [];
  session.on("Runtime.executionContextCreated", ({ context }) => contexts.push(context));
  await session.send("Runtime.enable");
  const contextId = contexts.find(({ origin }) => origin.includes(call.extensionId))?.id;
  expect(contextId).toBeDefined();
  const hostile = (tabId: number) => {
    const frames = chrome.runtime.connect({ name: "frames" });
    const image = { width: 300, height: 200, pixels: new Uint8Array(60_000) };
    const frame = { type: "frame", tile: "t", timeMs: 1, grabMs: 0, image };
    const messages: unknown[] = [
      null,
      7,
      "tiles",
      [],
      { type: "tiles" },
      { type: "tiles", tiles: [{ id: "x".repeat(1_000_000), name: "", self: false }], leftOut: [] },
      {
        type: "tiles",
        tiles: [{ id: "t", name: "<img src=x onerror=alert(1)>".repeat(1000), self: false }],
        leftOut: [],
      },
      { ...frame, tile: "nobody's" },
      { ...frame, image: { ...image, width: 1e9 } },
      { ...frame, image: { ...image, pixels: "x".repeat(100) } },
      { ...frame, image: { width: 5000, height: 5000, pixels: new Uint8Array(25_000_000) } },
      { ...frame, timeMs: -1e300 },
      { ...frame, timeMs: Number.POSITIVE_INFINITY },
      frame,
      frame,
      { type: "no-frame", tile: "t", reason: "constructor" },
    ];
    for (const message of messages) frames.postMessage(message);
    // Extension pages' messages, from where no extension page is.
    const live = chrome.runtime.connect({ name: "live" });
    const heard: unknown[] = [];
    live.onMessage.addListener((message) => heard.push(message));
    for (const message of [{ type: "watch", tabId }, { type: "retry" }]) live.postMessage(message);
    Object.assign(globalThis, { heard });
    for (const message of [
      { type: "start", tabId: 1, start: "s" },
      { type: "stop", tabId, start: "s" },
      { type: "expect", tabId: 1, start: "s" },
      { type: "call-changed", tabId: 1, change: "begun" },
      { type: "call-changed", tabId, change: "ended" },
      { type: "settings", settings: { welcomeDone: true, keepNames: true, backend: "webgpu" } },
      { type: "end-calls" },
    ])
      void chrome.runtime.sendMessage(message).catch(() => undefined);
  };
  const { exceptionDetails } = await session.send("Runtime.evaluate", {
    expression: `(${hostile})(${call.tabId})`,
    ...(contextId !== undefined && { contextId }),
  });
  expect(exceptionDetails).toBeUndefined();
  // Nor are the settings there: not to be read, not to be changed.
  const { result } = await session.send("Runtime.evaluate", {
    expression: `Promise.allSettled([chrome.storage.local.get(), chrome.storage.local.set({ settings: { retention: "session" } })])
      .then((tries) => tries.map(({ status }) => status).join())`,
    awaitPromise: true,
    ...(contextId !== undefined && { contextId }),
  });
  expect(result.value).toBe("rejected,rejected");
  await untilRead(call, ["Ada"], 8);
  const heard = await session.send("Runtime.evaluate", {
    expression: "heard.length",
    ...(contextId !== undefined && { contextId }),
  });
  expect(heard.result.value, "nor does it watch a call").toBe(0);
  expect(await call.popup.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), call.tabId)).not.toBe("");
  expect((await call.view())?.engine).toMatchObject({ state: "ready", backend: "wasm" });
  const participants = (await call.view())?.participants ?? [];
  expect(participants).toHaveLength(2);
  expect(participants[1]?.frames, "what nobody asked for is not taken").toBeLessThanOrEqual(1);
  expect(participants[1]?.name.length).toBeLessThanOrEqual(120);
});

/** Without a graphics card each reading takes seconds, and the first, which compiles, much longer. */
const SOFTWARE_PATIENCE = { timeout: 400_000, interval: 500 };

test("a call that loses its graphics card goes on, on the processor", async () => {
  call = await openCall([person("Ada", 0, "happiness")], { args: SOFTWARE_WEBGPU });
  await untilPresent(call, { Ada: "face" });
  const backend = async () => {
    const engine = (await call.view())?.engine;
    return engine?.state === "ready" ? engine.backend : null;
  };
  const options = await call.browser.newPage();
  await options.goto(`chrome-extension://${call.extensionId}/options/options.html`);
  await (await options.waitForSelector("[value=webgpu]"))?.click();
  await vi.waitFor(async () => expect(await backend()).toBe("webgpu"), SOFTWARE_PATIENCE);
  await untilRead(call, ["Ada"], 1, SOFTWARE_PATIENCE);
  const before = await call.participant("Ada");

  expect(await loseDevices()).toBeGreaterThan(0);
  await vi.waitFor(async () => expect(await backend()).toBe("wasm"), SOFTWARE_PATIENCE);
  await untilRead(call, ["Ada"], 8);
  expect(await call.participant("Ada")).toMatchObject({ id: before?.id, reading: { dominant: "happiness" } });
}, 900_000);

/** As when a driver restarts: every WebGPU device of the engine's Worker is gone. Resolves to how many there were. */
async function loseDevices(): Promise<number> {
  const worker = await engineWorker(call);
  const { result: prototype } = await worker.send("Runtime.evaluate", { expression: "GPUDevice.prototype" });
  const { objects } = await worker.send("Runtime.queryObjects", { prototypeObjectId: prototype.objectId ?? "" });
  const lose = function (this: GPUDevice[]) {
    for (const device of this) device.destroy();
    return this.length;
  };
  const { result } = await worker.send("Runtime.callFunctionOn", {
    objectId: objects.objectId ?? "",
    functionDeclaration: String(lose),
    returnByValue: true,
  });
  return result.value;
}
