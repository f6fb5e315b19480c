import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import type { Browser, Page } from "puppeteer";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { type InstalledLibrary, installLibrary, serveExamples } from "./installed-library.ts";

declare global {
  var engineLibrary: typeof import("../../../src/library/index.ts");
}

/** How long the engine may take to load on a busy machine, in ms. */
const PATIENCE = { timeout: 90_000, interval: 200 };

let library: InstalledLibrary;
let server: Awaited<ReturnType<typeof serveExamples>>;
let browser: Browser;

beforeAll(async () => {
  library = await installLibrary();
  server = await serveExamples(library.project);
  const film = join(library.project, "camera.mjpeg");
  browser = await launchBrowser({
    args: [
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-video-capture=${film}`,
    ],
    viewport: { width: 1000, height: 900 },
  });
  await writeFile(film, await filmCamera());
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await library?.remove();
});

/** What a camera before the composite face gives: JPEGs, one after the other. It is read when the camera is started. */
async function filmCamera(): Promise<Uint8Array> {
  const page = await browser.newPage();
  await page.goto(`${server.origin}/plain/`);
  const jpeg = await page.evaluate(async () => {
    const face = await createImageBitmap(await (await fetch("/face.png")).blob());
    const canvas = new OffscreenCanvas(640, 480);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("No canvas to be had.");
    context.fillStyle = "#6c6c6c";
    context.fillRect(0, 0, 640, 480);
    context.drawImage(face, 60, 120, 240, 240);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  await page.close();
  return Uint8Array.from({ length: 4 * jpeg.length }, (_, i) => jpeg[i % jpeg.length] ?? 0);
}

/** The status of a request as it is written: `fetch` would tidy the path. */
async function statusOf(path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(server.origin);
  const asked = request({ hostname, port, path }).end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

async function open(path: string): Promise<Page & { readonly problems: string[] }> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("requestfailed", (request) => problems.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== server.origin) problems.push(`left the computer: ${request.url()}`);
  });
  await page.goto(server.origin + path);
  return Object.assign(page, { problems });
}

const textOf = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent);

test("the package brings no other along, and nothing but the library and the command", async () => {
  expect(library.packages).toEqual(["countenance"]);
  const packed = await readdir(join(library.project, "node_modules", "countenance"));
  expect(packed.sort()).toEqual(["LICENSE", "README.md", "dist", "docs", "package.json"]);
  const built = await readdir(join(library.project, "node_modules", "countenance", "dist"));
  expect(built.sort()).toEqual(["command-line", "library"]);
});

test("what is not there is not found, whatever is asked for", async () => {
  for (const path of ["//", "/%", "/../package.json", "/nowhere"]) expect(await statusOf(path), path).toBe(404);
  expect(await statusOf("/plain/")).toBe(200);
});

test("a picture, in a page without a build step; then a broken one", async () => {
  const page = await open("/plain/");
  await vi.waitFor(async () => expect(await textOf(page, "output")).toMatch(/^happiness, \d+%$/), PATIENCE);

  const broken = join(library.project, "broken.png");
  await writeFile(broken, "This is no picture.");
  const input = await page.waitForSelector("input");
  await (input as unknown as { uploadFile(path: string): Promise<void> } | null)?.uploadFile(broken);
  await vi.waitFor(async () => expect(await textOf(page, "output")).toMatch(/cannot be decoded/), PATIENCE);
  expect(page.problems).toEqual([]);
  await page.close();
});

test("the camera, mirrored, with a box and a word over the face", async () => {
  const page = await open("/camera/");
  await page.click("button");
  await vi.waitFor(async () => expect(await textOf(page, "output")).toBe("Faces: 1"), PATIENCE);
  const look = () => {
    const video = document.querySelector("video")?.getBoundingClientRect();
    const root = document.querySelector("countenance-live")?.shadowRoot;
    const box = root?.querySelector(".box")?.getBoundingClientRect();
    const label = root?.querySelector(".plate")?.textContent;
    return { video: video?.toJSON(), box: box?.toJSON(), label };
  };
  // It glides there.
  await vi.waitFor(async () => {
    const { video, box, label } = await page.evaluate(look);
    expect(label).toBe("Smile");
    // The face is in the left half of the camera's picture, so in the right half of the mirror.
    const middle = box.x + box.width / 2 - video.x;
    const expected = ((640 - 180) / 640) * video.width;
    expect(Math.abs(middle - expected)).toBeLessThan(20);
  }, PATIENCE);
  expect(page.problems).toEqual([]);
  await page.close();
});

test("a camera is read as soon as it says that it has a picture, though that comes later", async () => {
  const page = await open("/camera/");
  const content = `import * as engineLibrary from "/countenance/index.js"; Object.assign(globalThis, { engineLibrary });`;
  await page.addScriptTag({ type: "module", content });
  await page.waitForFunction(() => "engineLibrary" in globalThis);
  const outcomes = await page.evaluate(async () => {
    const analyzer = await engineLibrary.createAnalyzer();
    const video = document.createElement("video");
    const outcomes = { refused: 0, read: 0, failed: [] as string[] };
    // How early a camera says so is chance: the first start is as early as any.
    globalThis.VideoFrame = class extends VideoFrame {
      constructor(...given: [HTMLVideoElement]) {
        if (outcomes.refused < 3) {
          outcomes.refused++;
          throw new DOMException("There is no picture yet.", "InvalidStateError");
        }
        super(...given);
      }
    } as typeof VideoFrame;
    for (let start = 0; start < 8; start++) {
      // The last is never played.
      video.autoplay = start < 7;
      const camera = await navigator.mediaDevices.getUserMedia({ video: true });
      video.srcObject = camera;
      while (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
        await new Promise((resolve) => setTimeout(resolve));
      }
      await analyzer.analyze(video).then(
        () => outcomes.read++,
        (error) => outcomes.failed.push(error.message),
      );
      for (const track of camera.getTracks()) track.stop();
      video.srcObject = null;
    }
    analyzer.close();
    return outcomes;
  });
  expect(outcomes).toEqual({ refused: 3, read: 7, failed: [expect.stringContaining("set autoplay")] });
  await page.close();
});

test("a React component reads the camera, and ends with it", async () => {
  const page = await open("/react/");
  const button = await page.waitForSelector("button");
  await button?.click();
  await vi.waitFor(async () => expect(await textOf(page, ".face h2")).toBe("happiness"), PATIENCE);
  // StrictMode mounts twice: the first engine is gone.
  await vi.waitFor(() => expect(page.workers()).toHaveLength(1), PATIENCE);
  // Pictures that cannot be read are no end.
  const picture = await page.evaluateHandle(() => VideoFrame);
  await page.evaluate(() => {
    globalThis.VideoFrame = class {
      constructor() {
        throw new DOMException("It is another site's.", "SecurityError");
      }
    } as unknown as typeof VideoFrame;
  });
  await vi.waitFor(async () => expect(await textOf(page, "main > p")).toContain("another site"), PATIENCE);
  await page.evaluate((picture) => Object.assign(globalThis, { VideoFrame: picture }), picture);
  await vi.waitFor(async () => expect(await textOf(page, ".face h2")).toBe("happiness"), PATIENCE);
  expect(await textOf(page, "main > p")).toBe("");
  // Nor is a camera that is turned off.
  await page.$eval("video", (video) => Object.assign(video, { srcObject: null }));
  await vi.waitFor(async () => expect(await page.$(".face")).toBeNull(), PATIENCE);
  expect(page.problems).toEqual([]);
  await page.close();
});
