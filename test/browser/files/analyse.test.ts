import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { parse } from "papaparse";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { serve } from "../../../scripts/serve.mjs";
import { completeWelcome } from "../../../scripts/welcome.mjs";
import { accessibilityViolations } from "../popup/axe.ts";

const PATIENCE = { timeout: 60_000, interval: 100 };
const STILLS = resolve(ROOT, "../shared/media/stills");
const FACES = `${ROOT}test/fixtures/faces`;
const FIXTURES = `${ROOT}test/fixtures/media`;

let folder: string;
let server: Awaited<ReturnType<typeof serve>>;
let browser: Awaited<ReturnType<typeof launchBrowser>>;
let extensionId: string;
let page: Page;
/** Files of the test's making, by name. */
const made = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countenance-analyse-"));
  await build({
    absWorkingDir: ROOT,
    entryPoints: { host: "test/browser/files/host.ts" },
    bundle: true,
    format: "esm",
    target: "chrome148",
    outdir: folder,
  });
  await writeFile(made("page.html"), '<!doctype html><img src="/faces/happiness-a.png" width="300">');
  server = await serve({ "/faces": FACES, "/host": folder });
  browser = await launchBrowser({ args: ["--screen-info={1366x900}", "--window-size=1366,900"] });
  const devtools = await browser.target().createCDPSession();
  await devtools.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  extensionId = await browser.installExtension(EXTENSION);
  await makeFiles();
});

afterEach(() => page.close());

afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
});

/** Films of composite faces can only be made in a browser. */
async function makeFiles(): Promise<void> {
  const maker = await browser.newPage();
  await maker.goto(`${server.origin}/host/page.html`);
  await maker.addScriptTag({ url: "/host/host.js", type: "module" });
  await maker.waitForFunction(() => "files" in globalThis);
  const toFile = async (name: string, base64: Promise<string>) =>
    writeFile(made(name), Buffer.from(await base64, "base64"));
  const picture = (face: string, type: string) =>
    maker.evaluate(
      async (face, type) => {
        const bytes = new Uint8Array(await (await files.makePicture(face, type)).arrayBuffer());
        return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
      },
      face,
      type,
    );
  const film = (secondsEach: number) =>
    maker.evaluate(async (secondsEach) => {
      const faces = ["/faces/happiness-a.png", "/faces/anger-a.png"];
      const blob = await files.makeFilm({ container: "mp4", faces, secondsEach });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    }, secondsEach);
  await toFile("smile.jpg", picture("/faces/happiness-a.png", "image/jpeg"));
  await toFile("scowl by another name.gif", picture("/faces/anger-a.png", "image/png"));
  await toFile("film.mp4", film(3));
  await toFile("long.mp4", film(60));
  await writeFile(made("text.jpg"), "hello");
  await writeFile(made("empty.png"), "");
  for (const name of ["smile.avif", "turned.jpg", "animated.gif", "animated.webp", "animated.avif"]) {
    await copyFile(`${FIXTURES}/${name}`, made(name));
  }
  const whole = await readFile(made("smile.jpg"));
  await writeFile(made("cut.jpg"), whole.subarray(0, whole.length / 2));
  await maker.close();
}

let welcome: Promise<void> | undefined;
function welcomed(): Promise<void> {
  welcome ??= completeWelcome(browser, extensionId);
  return welcome;
}

async function open(): Promise<void> {
  await welcomed();
  page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/analyse/analyse.html`);
  await page.waitForSelector(".drop");
}

async function choose(...names: readonly string[]): Promise<void> {
  const input = await page.waitForSelector("input[type=file]");
  await (input as unknown as { uploadFile(...paths: string[]): Promise<void> }).uploadFile(...names.map(made));
}

/** The list's names and states, as they are read. */
function listed(): Promise<string[]> {
  return page.$$eval(".file-open", (rows) => rows.map((row) => (row as HTMLElement).innerText.replace(/\n+/g, ": ")));
}

async function allRead(): Promise<void> {
  await page.waitForFunction(
    () => document.querySelectorAll(".file").length > 0 && !document.querySelector(".file-waiting, .file-reading"),
    { timeout: 100_000 },
  );
}

async function press(selector: string, words: string): Promise<void> {
  await page.evaluate(
    (selector, words) => {
      const found = [...document.querySelectorAll<HTMLElement>(selector)].find(
        (element) => element.innerText.includes(words) || element.ariaLabel?.includes(words),
      );
      if (!found) throw new Error(`There is no ${selector} that says “${words}”.`);
      found.click();
    },
    selector,
    words,
  );
}

async function downloaded(pattern: RegExp): Promise<Buffer> {
  const { readdir } = await import("node:fs/promises");
  return vi.waitFor(async () => {
    const name = (await readdir(folder)).find((name) => pattern.test(name));
    if (!name) throw new Error(`No ${pattern} yet.`);
    const bytes = await readFile(made(name));
    expect(bytes.length).toBeGreaterThan(0);
    return bytes;
  }, PATIENCE);
}

test("before the welcome page was gone through, it leads there", async () => {
  page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/analyse/analyse.html`);
  const button = await page.waitForSelector(".message .button");
  expect(await button?.evaluate(({ textContent }) => textContent)).toBe("Finish setting up");
  expect(await page.$("input[type=file]")).toBe(null);
});

test("several files at once: each is told as what it is, and none stops the others", async () => {
  await open();
  expect(await accessibilityViolations(page)).toEqual([]);
  await choose("empty.png", "smile.jpg", "text.jpg", "scowl by another name.gif", "cut.jpg", "film.mp4");
  await allRead();
  expect(await listed()).toEqual([
    "empty.png: The file is empty. Save or download it once more, and choose the new copy.",
    "smile.jpg: 1 face",
    "text.jpg: This is neither a picture nor a film. Choose a PNG, JPEG, WebP, AVIF, GIF, MP4 or WebM file.",
    "scowl by another name.gif: 1 face",
    "cut.jpg: The file is damaged, or its end is missing. Copy or download it once more, and choose the new copy.",
    "film.mp4: 1 face",
  ]);
  expect(await accessibilityViolations(page)).toEqual([]);

  // All of it in one table.
  await press(".export-all button", "CSV");
  const csv = (await downloaded(/^Pictures and films .*\.csv$/)).toString();
  const { data } = parse<Record<string, string>>(csv.slice(1), { header: true, skipEmptyLines: true });
  expect(new Set(data.map(({ file }) => file))).toEqual(
    new Set(["smile.jpg", "scowl by another name.gif", "film.mp4"]),
  );
  expect(data.filter(({ file }) => file === "film.mp4")).toHaveLength(24);
});

test("a picture: the boxes and what they show, the eight shares, and the files made of it", async () => {
  await open();
  await choose("smile.jpg");
  await allRead();
  const mark = await page.waitForSelector(".face-mark");
  expect(await mark?.evaluate(({ ariaLabel }) => ariaLabel)).toBe("Face 1: Looks like a smile.");
  expect(await mark?.evaluate((element) => (element as HTMLElement).innerText)).toBe("Smile");
  await mark?.focus();
  await page.keyboard.press("Enter");
  const shares = await page.$$eval(".face-share b", (all) => all.map(({ textContent }) => textContent ?? ""));
  expect(shares).toHaveLength(8);
  const sum = shares.reduce((total, share) => total + Number.parseInt(share, 10), 0);
  expect(Math.abs(sum - 100)).toBeLessThanOrEqual(4);
  // The box lies on the face, which is in the middle of the picture.
  const [box, stage] = await page.evaluate(() =>
    [".face-mark", ".stage"].map((selector) => document.querySelector(selector)?.getBoundingClientRect().toJSON()),
  );
  const middle = (box.left + box.width / 2 - stage.left) / stage.width;
  expect(Math.abs(middle - 0.5)).toBeLessThan(0.06);

  await press(".export-bar button", "Picture (PNG)");
  const png = await downloaded(/^smile .*\.png$/);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([480, 360]);
  await press(".viewer .export-bar button", "JSON");
  const [look] = JSON.parse((await downloaded(/^smile .*\.json$/)).toString());
  expect(look).toMatchObject({ file: "smile.jpg", timeMs: 0, faces: [{ id: 1, dominant: "happiness", sure: true }] });
});

test("a film: its lanes seek it, by pointer and keys, and it becomes a session", async () => {
  await open();
  await choose("film.mp4");
  await allRead();
  const label = () => page.$eval(".face-mark", ({ ariaLabel }) => ariaLabel);
  const second = () => page.$eval("video", ({ currentTime }) => currentTime);
  await page.waitForSelector(".face-mark");
  expect(await label()).toBe("Face 1: Looks like a smile.");
  const slider = await page.waitForSelector("[role=slider]");
  await slider?.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await vi.waitFor(async () => expect(await second()).toBeCloseTo(5.75, 1), PATIENCE);
  await vi.waitFor(async () => expect(await label()).toContain("Face 1: "), PATIENCE);
  expect(await label()).not.toContain("smile");
  await page.keyboard.press("Home");
  await vi.waitFor(async () => expect(await second()).toBe(0), PATIENCE);
  const plot = await slider?.boundingBox();
  if (!plot) throw new Error("The slider is not there.");
  await page.mouse.click(plot.x + plot.width / 4, plot.y + plot.height / 2);
  await vi.waitFor(async () => expect(await second()).toBeCloseTo(1.5, 0), PATIENCE);
  // The space bar plays it to its end.
  await page.keyboard.press(" ");
  await vi.waitFor(async () => expect(await page.$eval("video", ({ ended }) => ended)).toBe(true), PATIENCE);
  expect(await accessibilityViolations(page)).toEqual([]);

  await press(".export-bar button", "Save as a session");
  await vi.waitFor(
    async () => expect(await page.$eval(".viewer .export-bar", (bar) => bar.textContent)).toContain("Open report"),
    PATIENCE,
  );
  await press(".export-bar button", "Open report");
  const target = await browser.waitForTarget((target) => target.url().includes("report/report.html"));
  const report = await target.page();
  await report?.waitForSelector(".report-heading h1");
  expect(await report?.$eval(".report-heading h1", ({ textContent }) => textContent)).toBe("film");
  expect(await report?.$$("label.lane-label")).toHaveLength(1);
  await report?.close();
});

test("reading can be paused, goes on, and is stopped for one or for all", async () => {
  await open();
  await choose("long.mp4", "smile.jpg", "film.mp4");
  await page.waitForFunction(
    () => /\d+% read/.test(document.querySelector(".file-reading .file-state")?.textContent ?? ""),
    {
      timeout: 60_000,
    },
  );
  await press(".analyse-list button", "Pause");
  await page.waitForFunction(() => document.querySelector(".file-state")?.textContent?.startsWith("Paused at"));
  expect((await listed())[1]).toBe("smile.jpg: Waiting");
  await press(".analyse-list button", "Go on");
  await page.waitForFunction(() => !document.querySelector(".file-state")?.textContent?.startsWith("Paused"));
  await press(".file > button", "Stop film.mp4");
  await press(".file > button", "Stop long.mp4");
  await allRead();
  expect(await listed()).toEqual(["long.mp4: Stopped", "smile.jpg: 1 face", "film.mp4: Stopped"]);
  // What was read before stays.
  expect(await page.$(".viewer [role=slider]")).not.toBe(null);
  await press(".file > button", "Take long.mp4 off the list");
  await page.waitForFunction(() => document.querySelectorAll(".file").length === 2);
  await choose("long.mp4", "film.mp4");
  await page.waitForSelector(".file-reading");
  await press(".analyse-list button", "Stop all");
  await allRead();
  expect((await listed()).slice(2)).toEqual(["long.mp4: Stopped", "film.mp4: Stopped"]);
});

test("pictures are dropped and pasted", async () => {
  await open();
  const bytes = [...(await readFile(made("smile.jpg")))];
  for (const type of ["drop", "paste"]) {
    await page.evaluate(
      (type, bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], `${type}.jpg`));
        const event =
          type === "drop"
            ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
        document.body.dispatchEvent(event);
      },
      type,
      bytes,
    );
  }
  await vi.waitFor(async () => expect(await listed()).toEqual(["drop.jpg: 1 face", "paste.jpg: 1 face"]), PATIENCE);
});

/** A folder with two folders in it, two pictures to read and four other files. */
async function makeFolder(): Promise<string> {
  const path = made("Ferien & Co");
  await mkdir(join(path, "10", ".hidden"), { recursive: true });
  await mkdir(join(path, "2"), { recursive: true });
  await copyFile(made("smile.jpg"), join(path, "10", "ein Lächeln.JPG"));
  await copyFile(`${FIXTURES}/smile.avif`, join(path, "2", "smile.avif"));
  for (const name of ["notes.txt", "10/.hidden/x.png", "10/._ein Lächeln.JPG", "README"]) {
    await writeFile(join(path, name), "nothing to see");
  }
  return path;
}

const IN_FOLDER = ["Ferien & Co/2/smile.avif: 1 face", "Ferien & Co/10/ein Lächeln.JPG: 1 face"];

test("a folder is dropped, beside a file: all that is in it is read", async () => {
  await open();
  const paths = [made("text.jpg"), await makeFolder()];
  const devtools = await page.createCDPSession();
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await devtools.send("Input.dispatchDragEvent", {
      type,
      x: 300,
      y: 300,
      data: { items: [], files: paths, dragOperationsMask: 1 },
    });
  }
  await vi.waitFor(async () => expect((await listed()).slice(1)).toEqual(IN_FOLDER), PATIENCE);
  expect((await listed())[0]).toMatch(/^text\.jpg: This is neither/);
  // What is hidden is not even looked into.
  expect(await page.$eval(".drop-told", ({ textContent }) => textContent)).toBe(
    "3 other files were left out: by their names they are neither pictures nor films.",
  );
  expect(await accessibilityViolations(page)).toEqual([]);
});

test("a folder is chosen; one with nothing to read says so", async () => {
  await open();
  const path = await makeFolder();
  const choosing = async (folder: string) => {
    const [chooser] = await Promise.all([page.waitForFileChooser(), press(".drop-buttons button", "Choose a folder")]);
    await chooser.accept([folder]);
  };
  await choosing(path);
  await vi.waitFor(async () => expect(await listed()).toEqual(IN_FOLDER), PATIENCE);
  const told = () => page.$eval(".drop-told", ({ textContent }) => textContent);
  expect(await told()).toMatch(/^\d other files were left out/);
  await mkdir(made("bare"), { recursive: true });
  await writeFile(join(made("bare"), "notes.txt"), "nothing to see");
  await choosing(made("bare"));
  await vi.waitFor(
    async () => expect(await told()).toBe("There are no pictures or films in it. Choose another."),
    PATIENCE,
  );
  // Files can be chosen again afterwards.
  const [chooser] = await Promise.all([page.waitForFileChooser(), press(".drop-buttons button", "Choose files")]);
  await chooser.accept([made("smile.jpg")]);
  await vi.waitFor(async () => expect((await listed())[2]).toBe("smile.jpg: 1 face"), PATIENCE);
});

test("AVIF and a picture on its side are shown as they were read; animations are films", async () => {
  await open();
  await choose("smile.avif", "turned.jpg", "animated.gif", "animated.webp", "animated.avif");
  await allRead();
  expect(await listed()).toEqual([
    "smile.avif: 1 face",
    "turned.jpg: 1 face",
    "animated.gif: 1 face",
    "animated.webp: 1 face",
    "animated.avif: 1 face",
  ]);
  for (const name of ["smile.avif", "turned.jpg"]) {
    await press(".file-open", name);
    await page.waitForFunction((name) => document.querySelector("#viewer-title")?.textContent === name, {}, name);
    const image = await page.waitForSelector(".stage img");
    await image?.evaluate((element) => (element as HTMLImageElement).decode());
    expect(await image?.evaluate(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight])).toEqual([
      320, 240,
    ]);
    expect(await page.$eval(".face-mark", ({ ariaLabel }) => ariaLabel)).toBe("Face 1: Looks like a smile.");
  }
  for (const name of ["animated.gif", "animated.webp", "animated.avif"]) {
    await press(".file-open", name);
    await page.waitForFunction((name) => document.querySelector("#viewer-title")?.textContent === name, {}, name);
    // Drawn, unless a video element plays it.
    await page.waitForSelector(name.endsWith(".avif") ? ".stage video" : ".stage canvas");
    const slider = await page.waitForSelector("[role=slider]");
    await slider?.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(() => document.querySelector(".face-mark")?.ariaLabel?.includes("surprise"));
  }
});

test.each([
  [320, "dark"],
  [1280, "light"],
] as const)("nothing is cut off at %d pixels, %s", async (width, scheme) => {
  await open();
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await choose("film.mp4", "text.jpg");
  await allRead();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test.each(["own", "another"])("an image of a page is taken from there: of its %s site", async (site) => {
  await welcomed();
  const elsewhere = await serve({ "/faces": FACES });
  const host = await browser.newPage();
  try {
    await host.goto(`${server.origin}/host/page.html`);
    const url = `${site === "own" ? server.origin : elsewhere.origin}/faces/happiness-a.png`;
    await host.evaluate(async (url) => {
      const image = document.createElement("img");
      image.src = url;
      image.width = 300;
      document.body.replaceChildren(image);
      await image.decode();
    }, url);
    await host.bringToFront();
    // The button's press lets the tab be read, as the menu's entry does, which nothing but a hand can open.
    const [extension] = (await browser.extensions()).values();
    await extension?.triggerAction(host);
    const worker = await browser.waitForTarget((target) => target.type() === "service_worker");
    const requests: string[] = [];
    host.on("request", (request) => requests.push(request.url()));
    await (await worker.worker())?.evaluate(async (url) => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      const { onClicked } = chrome.contextMenus as unknown as { onClicked: { dispatch(...given: unknown[]): void } };
      onClicked.dispatch({ menuItemId: "analyse-image", srcUrl: url, frameId: 0 }, tab);
    }, url);
    const opened = await browser.waitForTarget((target) => target.url().includes("analyse.html?image="), {
      timeout: 30_000,
    });
    page = (await opened.page()) ?? host;
    await vi.waitFor(async () => expect(await listed()).toEqual(["happiness-a.png: 1 face"]), PATIENCE);
    expect(requests).toEqual([]);
    const kept = await page.evaluate(() => chrome.storage.session.get(null));
    expect(kept).toEqual({});
  } finally {
    await host.close();
    await elsewhere.close();
  }
});

test.skipIf(!existsSync(STILLS))("real faces: four in one picture", async () => {
  await open();
  const input = await page.waitForSelector("input[type=file]");
  await (input as unknown as { uploadFile(...paths: string[]): Promise<void> }).uploadFile(
    `${STILLS}/group-4-faces.jpg`,
  );
  await allRead();
  expect(await listed()).toEqual(["group-4-faces.jpg: 4 faces"]);
  expect(await page.$$(".face-mark")).toHaveLength(4);
});
