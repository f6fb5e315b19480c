import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { launchFirefox } from "./firefox.ts";
import { type InstalledLibrary, installLibrary, serveExamples } from "./installed-library.ts";

/** How long the engine may take to load on a busy machine, in ms. */
const PATIENCE = { timeout: 90_000, interval: 200 };

// Before the tests are counted, so that they can be skipped in so many words where there is no Firefox to be had.
const firefox = await launchFirefox();
let library: InstalledLibrary;
let server: Awaited<ReturnType<typeof serveExamples>>;

beforeAll(async () => {
  library = await installLibrary();
  server = await serveExamples(library.project);
});

afterAll(async () => {
  await firefox?.close();
  await server?.close();
  await library?.remove();
});

async function openPlain() {
  if (!firefox) throw new Error("There is no Firefox.");
  const page = await firefox.browser.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(`${server.origin}/plain/`);
  return Object.assign(page, { problems });
}

test.skipIf(!firefox)("Firefox: a picture in a page", async () => {
  const page = await openPlain();
  const said = () => page.$eval("output", (element) => element.textContent);
  await vi.waitFor(async () => expect(await said()).toMatch(/^happiness, \d+%$/), PATIENCE);
  expect(page.problems).toEqual([]);
  await page.close();
});

/** While WebDriver listens, and only then, Firefox 153 hangs now and then when a Worker starts a Worker (41 of 950 empty ones; without it none of 600). */
test.skipIf(!firefox)("Firefox: a picture in a Worker", async () => {
  const { said, url, close } = await listen();
  onTestFinished(close);
  const script = `
      import { createAnalyzer } from "${server.origin}/countenance/index.js";
      const analyzer = await createAnalyzer();
      const picture = await (await fetch("${server.origin}/face.png")).blob();
      const readings = await analyzer.analyze(picture);
      analyzer.close();
      postMessage(readings.map(({ dominant }) => dominant).join());`;
  await writeFile(
    `${library.project}/examples/worker.html`,
    `<!doctype html><script>
        const say = (body) => fetch("${url}", { method: "POST", mode: "no-cors", body });
        const script = new Blob([${JSON.stringify(script)}], { type: "text/javascript" });
        const worker = new Worker(URL.createObjectURL(script), { type: "module" });
        worker.onmessage = ({ data }) => say(data);
        worker.onerror = ({ message }) => say("failed: " + message);
      </script>`,
  );
  const undriven = await firefox?.openUndriven(`${server.origin}/worker.html`);
  onTestFinished(() => undriven?.close());
  expect(await said).toBe("happiness");
});

/** A server to which a page says one thing. */
async function listen(): Promise<{ said: Promise<string>; url: string; close: () => Promise<void> }> {
  const listener = createServer();
  const said = once(listener, "request").then(async ([request, response]) => {
    response.end();
    return text(request);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;
  return { said, url: `http://127.0.0.1:${port}/`, close: () => promisify(listener.close.bind(listener))() };
}

test.skipIf(!firefox)("Firefox: the element over a film", async () => {
  const page = await openPlain();
  await page.addScriptTag({ type: "module", url: `${server.origin}/countenance/element.js` });
  await page.evaluate(async () => {
    const picture = await createImageBitmap(await (await fetch("/face.png")).blob());
    const canvas = document.createElement("canvas");
    canvas.width = 640;
    canvas.height = 480;
    const context = canvas.getContext("2d");
    let turn = 0;
    setInterval(() => context?.drawImage(picture, 160 + (turn++ % 10), 80, 320, 320), 50);
    const video = Object.assign(document.createElement("video"), { id: "film", muted: true });
    video.srcObject = canvas.captureStream(20);
    const live = document.createElement("countenance-live");
    live.setAttribute("for", "film");
    document.body.append(video, live);
    await video.play();
  });
  const labels = () =>
    page.$eval("countenance-live", (live) =>
      [...(live.shadowRoot?.querySelectorAll("[part~=label]") ?? [])].map(({ textContent }) => textContent),
    );
  await vi.waitFor(async () => expect(await labels()).toEqual(["Smile"]), PATIENCE);
  expect(page.problems).toEqual([]);
  await page.close();
});

test.skipIf(!firefox).each([
  ["camera", ".plate", "Smile"],
  ["react", ".face h2", "happiness"],
])("Firefox: the %s example", async (example, selector, shown) => {
  if (!firefox) return;
  const page = await firefox.browser.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.evaluateOnNewDocument(() => {
    // Firefox's own pretended camera shows nobody.
    navigator.mediaDevices.getUserMedia = async () => {
      const picture = await createImageBitmap(await (await fetch("/face.png")).blob());
      const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
      const context = canvas.getContext("2d");
      let turn = 0;
      setInterval(() => context?.drawImage(picture, 160 + (turn++ % 10), 80, 320, 320), 50);
      return canvas.captureStream(20);
    };
  });
  await page.goto(`${server.origin}/${example}/`);
  const button = await page.waitForSelector("button");
  await button?.click();
  const said = () =>
    page.evaluate((selector) => {
      const root = document.querySelector("countenance-live")?.shadowRoot ?? document;
      return root.querySelector(selector)?.textContent;
    }, selector);
  await vi.waitFor(async () => expect(await said()).toBe(shown), PATIENCE);
  expect(problems).toEqual([]);
  await page.close();
});
