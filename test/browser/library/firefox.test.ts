import { afterAll, beforeAll, expect, test, vi } from "vitest";
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
}, 240_000);

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

test.skipIf(!firefox)(
  "Firefox: a picture in a page",
  async () => {
    const page = await openPlain();
    const said = () => page.$eval("output", (element) => element.textContent);
    await vi.waitFor(async () => expect(await said()).toMatch(/^happiness, \d+%$/), PATIENCE);
    expect(page.problems).toEqual([]);
    await page.close();
  },
  120_000,
);

test.skipIf(!firefox)(
  "Firefox: a picture in a Worker",
  async () => {
    const page = await openPlain();
    const dominant = await page.evaluate(async () => {
      const script = `
        import { createAnalyzer } from "${location.origin}/countenance/index.js";
        const analyzer = await createAnalyzer();
        const picture = await (await fetch("${location.origin}/face.png")).blob();
        const readings = await analyzer.analyze(picture);
        analyzer.close();
        postMessage(readings.map(({ dominant }) => dominant));`;
      const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
      const worker = new Worker(url, { type: "module" });
      const said = await new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      });
      worker.terminate();
      return said;
    });
    expect(dominant).toEqual(["happiness"]);
    expect(page.problems).toEqual([]);
    await page.close();
  },
  120_000,
);

test.skipIf(!firefox)(
  "Firefox: the element over a film",
  async () => {
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
  },
  120_000,
);
