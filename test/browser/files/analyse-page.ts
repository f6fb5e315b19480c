// What every file of the analyse page's tests begins with: a browser, the files to open, and what is done on the page.

import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { serve } from "../../../scripts/serve.mjs";
import { completeWelcome } from "../../../scripts/welcome.mjs";
import { buildHost } from "./build-host.ts";
import type { FilmPlan } from "./host.ts";

export const PATIENCE = { timeout: 60_000, interval: 100 };
export const FACES = `${ROOT}test/fixtures/faces`;
export const FIXTURES = `${ROOT}test/fixtures/media`;

export let server: Awaited<ReturnType<typeof serve>>;
export let browser: Awaited<ReturnType<typeof launchBrowser>>;
/** The page of the test that runs. */
export let page: Page;
let folder: string;
let extensionId: string;

/** A picture of one black pixel. */
const NOBODY =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

/** Files of the tests' making, by name. */
export const made = (name: string) => join(folder, name);

/** Call it once, at the top of the file. `names`: the files that its tests open, made here or of the fixtures. */
export function openBrowserWith(...names: readonly string[]): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "countenance-analyse-"));
    await buildHost(folder);
    await writeFile(made("page.html"), '<!doctype html><img src="/faces/happiness-a.png" width="300">');
    server = await serve({ "/faces": FACES, "/host": folder });
    browser = await launchBrowser({ args: ["--screen-info={1366x900}", "--window-size=1366,900"] });
    const devtools = await browser.target().createCDPSession();
    await devtools.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
    extensionId = await browser.installExtension(EXTENSION);
    await makeFiles(names);
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true });
  });
}

/** Films of composite faces can only be made in a browser, and that takes a while: only what is asked for is made. */
async function makeFiles(names: readonly string[]): Promise<void> {
  const maker = await browser.newPage();
  await maker.goto(`${server.origin}/host/page.html`);
  await maker.addScriptTag({ url: "/host/host.js", type: "module" });
  await maker.waitForFunction(() => "files" in globalThis);
  const picture = async (face: string, type: string) => {
    const base64 = await maker.evaluate(
      async (face, type) => {
        const bytes = new Uint8Array(await (await files.makePicture(face, type)).arrayBuffer());
        return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
      },
      face,
      type,
    );
    return Buffer.from(base64, "base64");
  };
  const film = async (plan: Omit<FilmPlan, "container" | "faces"> & Partial<FilmPlan>) => {
    const base64 = await maker.evaluate(async (plan) => {
      const faces = ["/faces/happiness-a.png", "/faces/anger-a.png"];
      const blob = await files.makeFilm({ container: "mp4", faces, ...plan });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    }, plan);
    return Buffer.from(base64, "base64");
  };
  const smile = () => picture("/faces/happiness-a.png", "image/jpeg");
  const contents: Readonly<Record<string, () => string | Promise<Buffer>>> = {
    "smile.jpg": smile,
    "scowl by another name.gif": () => picture("/faces/anger-a.png", "image/png"),
    "film.mp4": () => film({ secondsEach: 3 }),
    "leaving.mp4": () => film({ secondsEach: 1.5, faces: ["/faces/happiness-a.png", NOBODY] }),
    "long.mp4": () => film({ secondsEach: 60 }),
    "sounding.mp4": () => film({ secondsEach: 1, soundFor: 4 }),
    "broadcast.webm": () => film({ container: "webm", secondsEach: 3, beginsAt: 3600 }),
    "text.jpg": () => "hello",
    "empty.png": () => "",
    "cut.jpg": async () => {
      const whole = await smile();
      return whole.subarray(0, whole.length / 2);
    },
  };
  for (const name of names) {
    await writeFile(made(name), await (contents[name]?.() ?? readFile(`${FIXTURES}/${name}`)));
  }
  await maker.close();
}

let welcome: Promise<void> | undefined;
export function welcomed(): Promise<void> {
  welcome ??= completeWelcome(browser, extensionId);
  return welcome;
}

/** Opens the page as it is, the welcome page gone through or not. */
export async function openAsItIs(): Promise<void> {
  page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/analyse/analyse.html`);
}

export async function open(): Promise<void> {
  await welcomed();
  await openAsItIs();
  await page.waitForSelector(".drop");
}

/** Goes on with a page that was opened in another way; it is closed with the test. */
export function goOnWith(opened: Page): void {
  page = opened;
}

/** Adds the files and waits until each has its row: what is asked of the list from then on is asked of them, too. */
export async function choose(...names: readonly string[]): Promise<void> {
  const rows = () => page.$$eval(".file", ({ length }) => length);
  const before = await rows();
  await upload(...names.map(made));
  await vi.waitFor(async () => expect(await rows()).toBe(before + names.length), PATIENCE);
}

export async function upload(...paths: readonly string[]): Promise<void> {
  const input = await page.waitForSelector("input[type=file]");
  await (input as unknown as { uploadFile(...paths: string[]): Promise<void> }).uploadFile(...paths);
}

/** The list's names and states, as they are read. */
export function listed(): Promise<string[]> {
  return page.$$eval(".file-open", (rows) => rows.map((row) => (row as HTMLElement).innerText.replace(/\n+/g, ": ")));
}

export async function allRead(): Promise<void> {
  await page.waitForFunction(
    () => document.querySelectorAll(".file").length > 0 && !document.querySelector(".file-waiting, .file-reading"),
    { timeout: 100_000 },
  );
}

export async function press(selector: string, words: string): Promise<void> {
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

export async function downloaded(pattern: RegExp): Promise<Buffer> {
  return vi.waitFor(async () => {
    const name = (await readdir(folder)).find((name) => pattern.test(name));
    if (!name) throw new Error(`No ${pattern} yet.`);
    const bytes = await readFile(made(name));
    expect(bytes.length).toBeGreaterThan(0);
    return bytes;
  }, PATIENCE);
}
