import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../../scripts/failure.mjs";
import { findInstalledBrowser } from "../../scripts/find-browser.mjs";
import { serve } from "../../scripts/serve.mjs";
import { BrowserGoneError, HeadlessBrowser } from "./headless-browser.ts";
import type { Answer, OpenedFile, Page, ReadFrame } from "./page/page.ts";

/** The oldest with all that the library needs (docs/library.md). */
const OLDEST_BROWSER = 123;

/** A file that cannot be read. Its message says why, and what to do. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
}

export interface ReadingOptions {
  /** The time between two looks at a film, in its own time. */
  readonly everyMs: number;
  /** Whether to draw an annotated picture of each look. */
  readonly boxes: boolean;
  readonly onOpened: (file: OpenedFile) => void;
}

/**
 * The engine, in an installed browser without a window. The page and what it fetches come from this package by a server on this computer;
 * the files that are read never do: the browser opens them itself.
 */
export class Reader {
  readonly #browserPath: string;
  readonly #server: Awaited<ReturnType<typeof serve>>;
  readonly #signal: AbortSignal;
  #browser: HeadlessBrowser | undefined;
  #modelVersion = "";

  private constructor(browserPath: string, server: Awaited<ReturnType<typeof serve>>, signal: AbortSignal) {
    this.#browserPath = browserPath;
    this.#server = server;
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#browser?.close(), { once: true });
  }

  /** Throws a {@link Failure} where there is no browser, and the signal's reason once it aborts. */
  static async start(signal: AbortSignal): Promise<Reader> {
    const path = findInstalledBrowser(OLDEST_BROWSER);
    signal.throwIfAborted();
    const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url));
    const server = await serve({ "/page": folder("./page"), "/assets": folder("../library/assets") });
    const reader = new Reader(path, server, signal);
    try {
      await reader.#running();
      return reader;
    } catch (error) {
      await reader.close();
      signal.throwIfAborted();
      throw error;
    }
  }

  /** Of the expression model. */
  get modelVersion(): string {
    return this.#modelVersion;
  }

  /** The looks at a picture or film. Throws an {@link UnreadableError}, and the signal's reason once it aborts. */
  async *read(path: string, { everyMs, boxes, onOpened }: ReadingOptions): AsyncGenerator<ReadFrame> {
    try {
      const browser = await this.#running();
      await browser.chooseFile("input", resolve(path));
      onOpened(await this.#ask(browser, "open", everyMs, boxes));
      for (;;) {
        const frame = await this.#ask<ReadFrame | null>(browser, "next");
        if (!frame) return;
        yield frame;
      }
    } catch (error) {
      this.#signal.throwIfAborted();
      if (!(error instanceof BrowserGoneError)) throw error;
      await this.#browser?.close();
      // The next file gets a new one.
      this.#browser = undefined;
      throw new UnreadableError(error.message);
    }
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#server.close();
  }

  async #running(): Promise<HeadlessBrowser> {
    if (this.#browser) return this.#browser;
    const browser = await HeadlessBrowser.open(this.#browserPath, `${this.#server.origin}/page/`, this.#signal);
    this.#browser = browser;
    try {
      this.#modelVersion = await this.#ask(browser, "start");
    } catch (error) {
      this.#signal.throwIfAborted();
      throw new Failure(`The engine could not be started. ${error instanceof Error ? error.message : error}`);
    }
    return browser;
  }

  async #ask<T>(browser: HeadlessBrowser, name: keyof Page, ...values: unknown[]): Promise<T> {
    const given = values.map((value) => JSON.stringify(value)).join();
    const answer = (await browser.evaluate(`page.${name}(${given})`)) as Answer<T>;
    if ("failure" in answer) throw new UnreadableError(this.#sentence(answer.failure));
    return answer.value;
  }

  #sentence({ code, message }: { readonly code: string; readonly message: string }): string {
    if (code !== "gone") return message;
    // It was there a moment ago, when it was looked for.
    return `The browser at ${this.#browserPath} could not open it. Has it been moved or changed? A browser from a snap or a Flatpak sees the home folder alone: move the file there, or set CHROME_PATH to another browser.`;
  }
}
