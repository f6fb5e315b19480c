import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, BrowserContext, Page } from "puppeteer";
import { ROOT } from "../scripts/bootstrap.mjs";
import { launchBrowser } from "../scripts/browser.mjs";
import { serve } from "../scripts/serve.mjs";
import type { Contestant } from "./contestants/contestant.ts";
import type { BenchOptions } from "./options.mjs";
import type { BenchPage, Look } from "./page.ts";
import { Pictures } from "./pictures.ts";
import { type Places, places } from "./stills.ts";

/** What of `--help` concerns the scenarios. */
export type StageOptions = Pick<BenchOptions, "quick" | "frames" | "data" | "media" | "stills">;

/** What a contestant's page tells of TensorFlow.js in it, wherever it runs there. */
export interface Runtime {
  readonly backend: string;
  readonly threads: number;
  readonly tensors: number;
}

/** The browser, the server, the pictures and the contestants: each in a page of its own of the same browser. */
export class Stage {
  readonly options: StageOptions;
  readonly contestants: readonly Contestant[];
  readonly pictures: Pictures;
  /** Where stills are served from, each under its name. */
  readonly places: Places;
  readonly #browser: Browser;
  readonly #origin: string;
  readonly #requests: string[];
  readonly #pages = new Map<string, Page>();
  readonly #close: () => Promise<void>;

  static async open(contestants: readonly Contestant[], options: StageOptions): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), "countenance-bench-"));
    await mkdir(`${folder}/pictures`);
    await writeFile(`${folder}/index.html`, '<!doctype html><meta charset="utf-8"><title>Bench</title>');
    await build({
      absWorkingDir: ROOT,
      entryPoints: ["bench/page.ts", "bench/studio-page.ts"],
      bundle: true,
      format: "esm",
      outdir: folder,
    });
    const routes = contestants.flatMap(({ id, files }) =>
      Object.entries(files).map(([name, path]) => [`/contestants/${id}${name && `/${name}`}`, ROOT + path]),
    );
    const requests: string[] = [];
    const server = await serve(
      {
        ...Object.fromEntries(routes),
        ...Object.fromEntries(Object.entries(places(options)).map(([place, path]) => [`/${place}`, path])),
        "/faces": `${ROOT}test/fixtures/faces`,
        "": folder,
      },
      (path) => requests.push(path),
    );
    const browser = await launchBrowser();
    const close = async () => {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true });
    };
    const studio = await openPage(browser, `${server.origin}/index.html`, "/studio-page.js", "studio");
    const pictures = new Pictures(studio, `${folder}/pictures`, options.media);
    return new Stage(options, contestants, pictures, browser, server.origin, requests, close);
  }

  private constructor(
    options: StageOptions,
    contestants: readonly Contestant[],
    pictures: Pictures,
    browser: Browser,
    origin: string,
    requests: string[],
    close: () => Promise<void>,
  ) {
    this.options = options;
    this.contestants = contestants;
    this.pictures = pictures;
    this.places = places(options);
    this.#browser = browser;
    this.#origin = origin;
    this.#requests = requests;
    this.#close = close;
  }

  close(): Promise<void> {
    return this.#close();
  }

  version(): Promise<string> {
    return this.#browser.version();
  }

  /** A fresh page, in a context of its own: nothing has been loaded or stored yet. */
  async openPage({ id }: Contestant): Promise<Page> {
    return openPage(
      await this.#browser.createBrowserContext(),
      `${this.#origin}/index.html?contestant=${id}`,
      "/page.js",
      "bench",
    );
  }

  /** Starts a contestant in a fresh page: the time to its first result, and what it has fetched for it. */
  async start(contestant: Contestant, picture: string): Promise<{ page: Page; ms: number; files: readonly string[] }> {
    const page = await this.openPage(contestant);
    await page.bringToFront();
    const before = this.#requests.length;
    const ms = await page.evaluate((url) => (globalThis as unknown as { bench: BenchPage }).bench.start(url), picture);
    const prefix = `/contestants/${contestant.id}/`;
    const files = this.#requests.slice(before).filter((path) => path.startsWith(prefix));
    return { page, ms, files: [...new Set(files)].map((path) => path.slice(prefix.length)) };
  }

  /** Looks at pictures with a contestant that is kept ready, in its page, brought to the front. */
  async look(
    contestant: Contestant,
    pictures: readonly string[],
    timesMs: readonly number[] | null,
    thorough = false,
  ): Promise<readonly Look[]> {
    return lookIn(await this.page(contestant), pictures, timesMs, thorough);
  }

  /** The page the contestant is kept ready in. */
  async page(contestant: Contestant): Promise<Page> {
    let page = this.#pages.get(contestant.id);
    if (!page) {
      const [picture = ""] = await this.pictures.film(4, this.filmSeconds);
      ({ page } = await this.start(contestant, picture));
      await lookIn(page, [picture, picture, picture], null);
      this.#pages.set(contestant.id, page);
    }
    return page;
  }

  get filmSeconds(): number {
    return this.options.quick ? 2 : 30;
  }

  /** The contestants in turn, so many rounds, each round beginning with another: A B C, B C A, … */
  async *rounds(count: number): AsyncGenerator<{ readonly round: number; readonly contestant: Contestant }> {
    for (let round = 0; round < count; round++) {
      const first = round % this.contestants.length;
      const order = [...this.contestants.slice(first), ...this.contestants.slice(0, first)];
      for (const contestant of order) yield { round, contestant };
    }
  }

  /** Where a contestant's file lies. */
  path({ files }: Contestant, file: string): string {
    const [name, path] = Object.entries(files).find(([name]) => name === "" || `${file}/`.startsWith(`${name}/`)) ?? [];
    return ROOT + path + file.slice(name?.length ?? 0).replace(/^(?=[^/])/, name === "" ? "/" : "");
  }
}

export async function lookIn(
  page: Page,
  pictures: readonly string[],
  timesMs: readonly number[] | null,
  thorough = false,
): Promise<readonly Look[]> {
  await page.bringToFront();
  return page.evaluate(
    (pictures, timesMs, thorough) =>
      (globalThis as unknown as { bench: BenchPage }).bench.look(pictures, timesMs, thorough),
    pictures,
    timesMs,
    thorough,
  );
}

/**
 * Of the page or its Worker, whichever has TensorFlow.js: it keeps its state in a global, however it is bundled. Null where
 * it was not started.
 */
export async function runtime(page: Page): Promise<Runtime | null> {
  for (const place of [page.mainFrame(), ...page.workers()]) {
    const found = await place.evaluate(() => {
      // biome-ignore lint/suspicious/noExplicitAny: TensorFlow.js's own inner state has no types.
      const engine = (globalThis as any)._tfengine;
      if (!engine?.backendName) return null;
      const threads = engine.backend.wasm?.tfjs?.getThreadsCount?.() ?? 1;
      return {
        backend: engine.backendName as string,
        threads: threads as number,
        tensors: engine.state.numTensors as number,
      };
    });
    if (found) return { ...found, threads: Math.max(1, found.threads) };
  }
  return null;
}

async function openPage(browser: Browser | BrowserContext, url: string, script: string, ready: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.addScriptTag({ url: script, type: "module" });
  await page.waitForFunction((name) => name in globalThis, {}, ready);
  return page;
}
