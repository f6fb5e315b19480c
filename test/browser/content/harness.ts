import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, Page, WebWorker } from "puppeteer";
import { expect, vi } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { serve } from "../../../scripts/serve.mjs";
import type { FromContent, PageSettings, Tile } from "../../../src/messages/messages.ts";

const MANIFEST = {
  manifest_version: 3,
  name: "Content script under test",
  version: "1",
  default_locale: "en",
  background: { service_worker: "content-peer.js" },
  permissions: ["scripting"],
  host_permissions: ["http://127.0.0.1/*"],
  message_serialization: "structured_clone",
};

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A call</title><link rel="icon" href="data:,">
<body style="margin: 0"><script src="call-page.js"></script>`;

/** How long to wait for what happens in its own time, in ms: far longer than it takes. */
export const PATIENCE = { timeout: 60_000, interval: 100 };

type Frame = Extract<FromContent, { type: "frame" }>;
type NoFrame = Extract<FromContent, { type: "no-frame" }>;
export type Answer = Frame | NoFrame;

/** Globals of content-peer.js. */
declare const ports: chrome.runtime.Port[];
declare const told: unknown[];
declare const choose: (settings: Partial<PageSettings>) => void;
declare const received: { readonly tabId: number; readonly message: FromContent }[];

/** The content script as built, in an extension that has nothing else, and pages for it to read. */
export class Harness {
  readonly browser: Browser;
  readonly origin: string;
  /** Whose videos the page may show but not read. */
  readonly otherOrigin: string;
  readonly #folder: string;
  readonly #close: () => Promise<unknown>;
  #pages = 0;

  private constructor(
    browser: Browser,
    folder: string,
    origin: string,
    otherOrigin: string,
    close: () => Promise<unknown>,
  ) {
    this.browser = browser;
    this.#folder = folder;
    this.origin = origin;
    this.otherOrigin = otherOrigin;
    this.#close = close;
  }

  static async start(): Promise<Harness> {
    const folder = await mkdtemp(join(tmpdir(), "countenance-content-"));
    const extension = join(folder, "extension");
    const pages = join(folder, "pages");
    await build({
      absWorkingDir: ROOT,
      bundle: true,
      format: "iife",
      entryPoints: {
        "extension/content": "src/content/content.ts",
        "extension/always-on": "src/content/always-on.ts",
        "pages/call-page": `${import.meta.dirname}/call-page.ts`,
      },
      outdir: folder,
      target: "chrome148",
    });
    await mkdir(join(folder, "other"));
    await cp(`${ROOT}_locales`, join(extension, "_locales"), { recursive: true });
    await cp(`${import.meta.dirname}/content-peer.js`, join(extension, "content-peer.js"));
    await writeFile(join(extension, "manifest.json"), JSON.stringify(MANIFEST));
    await writeFile(join(pages, "index.html"), PAGE);
    const server = await serve({ "/pages": pages });
    const other = await serve({ "/other": join(folder, "other") });
    const browser = await launchBrowser({
      extensions: [extension],
      args: ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
      viewport: { width: 1280, height: 800 },
    });
    return new Harness(browser, folder, server.origin, other.origin, async () => {
      await browser.close();
      await Promise.all([server.close(), other.close(), rm(folder, { recursive: true })]);
    });
  }

  /** Opens a page with `window.call`. */
  async open(): Promise<CallPage> {
    const page = await this.browser.newPage();
    const url = `${this.origin}/pages/index.html?${++this.#pages}`;
    await page.goto(url);
    const peer = await this.peer();
    const tabId = await peer.evaluate(async (url) => (await chrome.tabs.query({ url }))[0]?.id ?? -1, url);
    return new CallPage(page, peer, tabId);
  }

  async peer(): Promise<WebWorker> {
    const target = await this.browser.waitForTarget((target) => target.type() === "service_worker");
    const worker = await target.worker();
    if (!worker) throw new Error("The extension has no service worker.");
    return worker;
  }

  /** Serves a file from the other origin; returns its address. */
  async serveElsewhere(name: string, bytes: Uint8Array): Promise<string> {
    await writeFile(join(this.#folder, "other", name), bytes);
    return `${this.otherOrigin}/other/${name}`;
  }

  async close(): Promise<void> {
    await this.#close();
  }
}

/** A page, and the other end of its content script's port. */
export class CallPage {
  readonly page: Page;
  readonly #peer: WebWorker;
  readonly #tabId: number;
  /** What was thrown in the page, in any of its worlds. */
  readonly errors: string[] = [];

  constructor(page: Page, peer: WebWorker, tabId: number) {
    this.page = page;
    this.#peer = peer;
    this.#tabId = tabId;
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.errors.push(message.text());
    });
  }

  /** Injects the content script into every frame of the page. */
  async inject(): Promise<void> {
    await this.#peer.evaluate(
      async (tabId) =>
        void (await chrome.scripting.executeScript({ target: { tabId, allFrames: true }, files: ["content.js"] })),
      this.#tabId,
    );
  }

  /** The tiles last told of; null before the first time. */
  async tiles(): Promise<readonly Tile[] | null> {
    const told = (await this.#messages()).filter((message) => message.type === "tiles");
    return told.at(-1)?.tiles ?? null;
  }

  /** Whatever was told of any tile so far. */
  async allTiles(): Promise<readonly Tile[]> {
    return (await this.#messages()).flatMap((message) => (message.type === "tiles" ? message.tiles : []));
  }

  /** The ids last told of as left out. */
  async leftOut(): Promise<readonly string[]> {
    const told = (await this.#messages()).filter((message) => message.type === "tiles");
    return told.at(-1)?.leftOut ?? [];
  }

  /** Waits until tiles of these names, in this order, are there. */
  async tilesNamed(...names: string[]): Promise<readonly Tile[]> {
    return await vi.waitFor(async () => {
      const tiles = (await this.tiles()) ?? [];
      expect(tiles.map(({ name }) => name)).toEqual(names);
      return tiles;
    }, PATIENCE);
  }

  /** Asks for pictures and waits for as many answers. */
  async grab(...ids: string[]): Promise<Answer[]> {
    const before = (await this.answers()).length;
    await this.send({ type: "grab", tiles: ids });
    return await vi.waitFor(async () => {
      const answers = (await this.answers()).slice(before);
      expect(answers.length).toBeGreaterThanOrEqual(ids.length);
      return answers;
    }, PATIENCE);
  }

  /** Asks for a tile's picture again and again until the answer is of this kind: "frame", or why there is none. */
  async grabUntil(id: string, kind: string): Promise<Answer> {
    return await vi.waitFor(async () => {
      const [answer] = await this.grab(id);
      expect(answer && ("reason" in answer ? answer.reason : answer.type)).toBe(kind);
      if (!answer) throw new Error("No answer came.");
      return answer;
    }, PATIENCE);
  }

  async send(message: unknown): Promise<void> {
    await this.#peer.evaluate(
      (tabId, message) => {
        for (const port of ports) if (port.sender?.tab?.id === tabId) port.postMessage(message);
      },
      this.#tabId,
      message,
    );
  }

  /** How many content scripts of the page are connected. */
  async connections(): Promise<number> {
    return await this.#peer.evaluate(
      (tabId) => ports.filter((port) => port.sender?.tab?.id === tabId).length,
      this.#tabId,
    );
  }

  /** The one-off messages of all pages so far. */
  async told(): Promise<unknown[]> {
    return await this.#peer.evaluate(() => told);
  }

  async turnOff(): Promise<void> {
    await this.#peer.evaluate((tabId) => {
      for (const port of ports.filter((port) => port.sender?.tab?.id === tabId)) {
        port.disconnect();
        // A port's own end is not told of its closing.
        ports.splice(ports.indexOf(port), 1);
      }
    }, this.#tabId);
  }

  async choose(settings: Partial<PageSettings>): Promise<void> {
    await this.#peer.evaluate((settings) => choose(settings), settings);
  }

  /** Has the content script's copies of pictures wait, from the next on. Returns how to wait for one, and how to let it go on. */
  async holdCopies(): Promise<{ readonly held: () => Promise<void>; readonly letGo: () => Promise<void> }> {
    const session = await this.page.createCDPSession();
    const contexts: { readonly id: number; readonly origin: string }[] = [];
    session.on("Runtime.executionContextCreated", ({ context }) => contexts.push(context));
    await session.send("Runtime.enable");
    const contextId = contexts.find(({ origin }) => origin.startsWith("chrome-extension://"))?.id ?? -1;
    const inItsWorld = async (func: () => unknown): Promise<unknown> => {
      const expression = `(${func})()`;
      return (await session.send("Runtime.evaluate", { expression, contextId, returnByValue: true })).result.value;
    };
    await inItsWorld(() => {
      const { copyTo } = VideoFrame.prototype;
      const going = new Promise<void>((resolve) => Object.assign(globalThis, { letGo: resolve, held: false }));
      VideoFrame.prototype.copyTo = async function (...given) {
        Object.assign(globalThis, { held: true });
        await going;
        return copyTo.apply(this, given);
      };
    });
    return {
      held: () =>
        vi.waitFor(async () => expect(await inItsWorld(() => Reflect.get(globalThis, "held"))).toBe(true), PATIENCE),
      letGo: async () => void (await inItsWorld(() => Reflect.get(globalThis, "letGo")())),
    };
  }

  async messageCount(): Promise<number> {
    return (await this.#messages()).length;
  }

  async #messages(): Promise<FromContent[]> {
    return await this.#peer.evaluate(
      (tabId) => received.filter((each) => each.tabId === tabId).map(({ message }) => message),
      this.#tabId,
    );
  }

  /** All pictures and their absences so far. */
  async answers(): Promise<Answer[]> {
    return (await this.#messages()).filter((message) => message.type !== "tiles");
  }
}
