// The analyse page's ways in, beside choosing files: dropped, pasted, a folder, an image of another page.

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { serve } from "../../../scripts/serve.mjs";
import { accessibilityViolations } from "../popup/axe.ts";
import {
  browser,
  FACES,
  FIXTURES,
  goOnWith,
  listed,
  made,
  open,
  openBrowserWith,
  PATIENCE,
  page,
  press,
  server,
  welcomed,
} from "./analyse-page.ts";

openBrowserWith("smile.jpg", "text.jpg");

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

test("when the browser starts, the entry in the menu of images takes the browser's language", async () => {
  await open();
  const target = await browser.waitForTarget((target) => target.type() === "service_worker");
  const worker = await target.worker();
  const update = await worker?.evaluate(async () => {
    const { contextMenus } = chrome;
    const { onStartup } = chrome.runtime as unknown as { onStartup: { dispatch(): void } };
    const updated = new Promise((resolve) => {
      Object.assign(contextMenus, { update: (...given: unknown[]) => resolve(given.slice(0, 2)) });
    });
    onStartup.dispatch();
    return await updated;
  });
  expect(update).toEqual(["analyse-image", { title: "Read the faces in this image" }]);
});

const ORIGINS = ["its own site", "another site", "another site, enlarged by two fingers"];

test.each(ORIGINS)("an image of a page is taken from there: of %s", async (origin) => {
  await welcomed();
  const elsewhere = await serve({ "/faces": FACES });
  const host = await browser.newPage();
  try {
    await host.goto(`${server.origin}/host/page.html`);
    const url = `${origin === "its own site" ? server.origin : elsewhere.origin}/faces/happiness-a.png`;
    await host.evaluate(async (url) => {
      const image = document.createElement("img");
      image.src = url;
      image.width = 300;
      document.body.replaceChildren(image);
      await image.decode();
    }, url);
    await host.bringToFront();
    if (origin.endsWith("fingers")) {
      await (await host.createCDPSession()).send("Emulation.setPageScaleFactor", { pageScaleFactor: 2 });
    }
    // A user's click is on what they see: the tab's picture must not be taken before the image is in it.
    await host.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    // The button's press lets the tab be read, as the menu's entry does, which nothing but a hand can open.
    const [extension] = (await browser.extensions()).values();
    await extension?.triggerAction(host);
    const worker = await browser.waitForTarget((target) => target.type() === "service_worker");
    const requests: string[] = [];
    host.on("request", (request) => requests.push(request.url()));
    await (await worker.worker())?.evaluate(async (url) => {
      const stored: string[] = [];
      Object.assign(globalThis, { stored });
      chrome.storage.onChanged.addListener((changes) => stored.push(...Object.keys(changes)));
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      const { onClicked } = chrome.contextMenus as unknown as { onClicked: { dispatch(...given: unknown[]): void } };
      onClicked.dispatch({ menuItemId: "analyse-image", srcUrl: url, frameId: 0 }, tab);
    }, url);
    const opened = await browser.waitForTarget((target) => target.url().includes("analyse.html?image="), {
      timeout: 30_000,
    });
    goOnWith((await opened.page()) ?? host);
    await vi.waitFor(async () => expect(await listed()).toEqual(["happiness-a.png: 1 face"]), PATIENCE);
    expect(requests).toEqual([]);
    // Nothing of the picture, at no time.
    const stored = await (await worker.worker())?.evaluate(
      () => (globalThis as unknown as { stored: string[] }).stored,
    );
    expect(stored).toEqual([]);
    const kept = await page.evaluate(() => chrome.storage.session.get(null));
    expect(kept).toEqual({ "sessions-tidied": true });
    await page.reload();
    await page.waitForFunction(() =>
      document.querySelector(".drop-told")?.textContent?.startsWith("The image is no longer here"),
    );
  } finally {
    await host.close();
    await elsewhere.close();
  }
});
