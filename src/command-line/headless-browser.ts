// An installed browser without a window, spoken to in the DevTools protocol over a pipe. Puppeteer would bring 77 packages along,
// 679 kB compressed when bundled, for the calls that are made here: see docs/dependencies.md.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { Failure } from "../../scripts/failure.mjs";
import { notWritable } from "../../scripts/writable.mjs";
import { wholeMessages } from "./whole-messages.ts";

/** How long a browser that was asked to close may take before it is made to, in ms. */
const CLOSING_MS = 5000;
/** How long its page may take to open, in ms: a busy or cold computer starts a browser in seconds. */
const OPENING_MS = 90_000;
/** As much of what the browser says last is kept, in characters. */
const LAST_WORDS = 4000;

const SWITCHES = [
  "--headless=new",
  "--remote-debugging-pipe",
  "--no-first-run",
  "--no-default-browser-check",
  // Nothing of the browser's own goes over the network, and no name but this computer's is known.
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-extensions",
  "--disable-sync",
  "--disable-breakpad",
  "--no-proxy-server",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  // Containers have little of that memory.
  "--disable-dev-shm-usage",
  // No question about a password at the start.
  "--password-store=basic",
  "--use-mock-keychain",
  "--mute-audio",
];

/**
 * For a shell: the browser and, once it has ended, the removal of its profile, which is `$0`. Should we be killed, nobody else would. Its
 * last processes may still write for a moment.
 */
const AND_SWEEP = '"$@"; code=$?; rm -rf "$0" 2>&- || { sleep 1; rm -rf "$0"; }; exit $code';

/** The browser, or its page, is no longer there. */
export class BrowserGoneError extends Error {
  override readonly name = "BrowserGoneError";
}

interface Call {
  readonly resolve: (result: Record<string, unknown>) => void;
  readonly reject: (error: Error) => void;
}

/** A page in an installed browser, on a profile of its own that is removed with it. To be closed. */
export class HeadlessBrowser {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #calls = new Map<number, Call>();
  readonly #exited: Promise<unknown>;
  #lastCall = 0;
  #lastWords = "";
  #session: string | undefined;
  #loaded: (() => void) | undefined;
  #gone: BrowserGoneError | null = null;
  #closing: Promise<void> | undefined;

  private constructor(path: string, profile: string) {
    this.#profile = profile;
    // Chromium's sandbox refuses to run as root.
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const browser = [path, ...SWITCHES, ...sandbox, `--user-data-dir=${profile}`, "about:blank"];
    const [program = path, ...args] =
      process.platform === "win32" ? browser : ["/bin/sh", "-c", AND_SWEEP, profile, ...browser];
    this.#process = spawn(program, args, {
      stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
      // In a group of its own: Ctrl-C is for us, who then close it. Should we be killed, the pipe ends, and the browser with it.
      detached: process.platform !== "win32",
    });
    const [, , words, toBrowser, fromBrowser] = this.#process.stdio;
    (words as Readable).setEncoding("utf8").on("data", (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS);
    });
    this.#exited = new Promise((resolve) => {
      this.#process.once("exit", resolve);
      this.#process.once("error", resolve);
    }).then(() => this.#end("The browser has ended."));
    (toBrowser as Writable).on("error", () => this.#end("The browser has ended."));
    const receive = wholeMessages((message) => this.#receive(JSON.parse(message)));
    (fromBrowser as Readable).setEncoding("utf8").on("data", receive);
  }

  /** Starts the browser at `path` and opens a page. Throws a {@link Failure}, also once the signal aborts. */
  static async open(path: string, url: string, signal: AbortSignal): Promise<HeadlessBrowser> {
    const profile = await mkdtemp(join(tmpdir(), "countenance-")).catch((error) => {
      throw notWritable(`The folder of temporary files, ${tmpdir()},`, error);
    });
    const browser = new HeadlessBrowser(path, profile);
    const giveUp = () => browser.#end("It was stopped while it started.");
    const late = setTimeout(() => browser.#end("It does not answer."), OPENING_MS);
    signal.addEventListener("abort", giveUp);
    if (signal.aborted) giveUp();
    try {
      const { targetId } = await browser.#call("Target.createTarget", { url: "about:blank" });
      const { sessionId } = await browser.#call("Target.attachToTarget", { targetId, flatten: true });
      browser.#session = sessionId as string;
      await browser.#call("Inspector.enable");
      await browser.#call("Page.enable");
      const loaded = new Promise<void>((resolve) => {
        browser.#loaded = resolve;
      });
      const { errorText } = await browser.#call("Page.navigate", { url });
      if (errorText) throw new BrowserGoneError(`Its page could not be loaded: ${errorText}.`);
      await loaded;
      if (browser.#gone) throw browser.#gone;
      return browser;
    } catch (error) {
      await browser.close();
      if (!(error instanceof BrowserGoneError)) throw error;
      throw new Failure(`The browser at ${path} could not be started: ${browser.#reason(error)}`);
    } finally {
      clearTimeout(late);
      signal.removeEventListener("abort", giveUp);
    }
  }

  /** What an expression evaluates to in the page, once it has settled. Throws a {@link BrowserGoneError} when there is none any more. */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = (await this.#call("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as { result: { value?: unknown }; exceptionDetails?: { text: string; exception?: { description?: string } } };
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Chooses a file of this computer in the page's `<input type="file">`: the browser reads it where it lies, piece by piece. */
  async chooseFile(selector: string, path: string): Promise<void> {
    const { result } = (await this.#call("Runtime.evaluate", {
      expression: `document.querySelector(${JSON.stringify(selector)})`,
    })) as { result: { objectId?: string } };
    await this.#call("DOM.setFileInputFiles", { files: [path], objectId: result.objectId });
  }

  /** Ends the browser and removes its profile. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#process;
    if (pid !== undefined && exitCode === null && signalCode === null) {
      this.#send("Browser.close", {}, undefined);
      const late = setTimeout(() => this.#kill(), CLOSING_MS);
      await this.#exited;
      clearTimeout(late);
    }
    this.#end("The browser was closed.");
    // Its last processes may still write.
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch(() => undefined);
  }

  #kill(): void {
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }

  #call(method: string, params: object = {}): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      if (this.#gone) return reject(this.#gone);
      this.#calls.set(this.#send(method, params, this.#session), { resolve, reject });
    });
  }

  /** Returns the call's number. */
  #send(method: string, params: object, sessionId: string | undefined): number {
    const id = ++this.#lastCall;
    (this.#process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return id;
  }

  #receive(message: {
    id?: number;
    method?: string;
    result?: Record<string, unknown>;
    error?: { message: string };
  }): void {
    if (message.method === "Inspector.targetCrashed")
      this.#end("The browser's page has crashed, perhaps for want of memory.");
    if (message.method === "Page.loadEventFired") this.#loaded?.();
    const call = message.id === undefined ? undefined : this.#calls.get(message.id);
    if (!call || message.id === undefined) return;
    this.#calls.delete(message.id);
    if (message.error) call.reject(new Error(message.error.message));
    else call.resolve(message.result ?? {});
  }

  #end(why: string): void {
    this.#gone ??= new BrowserGoneError(why);
    this.#loaded?.();
    for (const { reject } of this.#calls.values()) reject(this.#gone);
    this.#calls.clear();
  }

  /** What the browser itself said of its end, if anything. */
  #reason({ message }: Error): string {
    const said = this.#lastWords.split("\n").findLast((line) => /sandbox|error|fatal|cannot|failed/i.test(line));
    return said?.trim() || message;
  }
}
