import { ASSETS, type Assets } from "../engine/assets.ts";
import type { Backend, BackendChoice } from "../engine/backend.ts";
import { EngineError } from "../engine/errors.ts";
import type { Reading } from "../engine/reading.ts";
import { type AssetUrls, assetUrls } from "./asset-urls.ts";
import { type Copy, copyPicture, notReadable, type Picture } from "./picture.ts";
import { startWorker } from "./start-worker.ts";
import type { Failure, FromWorker, ToWorker } from "./worker-messages.ts";

export interface AnalyzerOptions {
  /**
   * Where the package's folder `dist/library/assets` is served, relative to the page. Needed only when the files do not lie
   * beside the code: with a bundler that does not copy them (esbuild, Rollup), or a server of their own.
   */
  readonly assets?: string | URL;
  /** "auto" unless given. */
  readonly backend?: BackendChoice;
  /** Ends the loading or, once loaded, closes the analyzer. */
  readonly signal?: AbortSignal;
  /** How much of the loading is done, 0 … 1. */
  readonly onProgress?: (progress: number) => void;
  /** The backend failed and another has taken over: readings go on. */
  readonly onBackendChange?: (backend: Backend) => void;
  /** The engine failed after it had loaded: all that is asked is rejected from now on, so make another analyzer. */
  readonly onFailure?: (error: EngineError) => void;
}

/** Where and when a picture was taken. */
export interface Moment {
  /**
   * Whose pictures they are: a camera, a film. Faces are followed from one picture to the next of the same source, and what
   * they show is smoothed. A picture without a source stands alone.
   */
  readonly source?: string;
  /** In milliseconds, on any clock that is the same for all pictures of the source; `performance.now()` unless given. */
  readonly timeMs?: number;
  /**
   * Whether to look for small faces, too, narrower than a thirtieth of the picture: that takes several times as long. Unless given, it
   * is done in pictures without a source, and every few seconds in those of a source.
   */
  readonly thorough?: boolean;
}

/** Reads what faces show, in a Worker of its own. Made by {@link createAnalyzer}. */
export interface Analyzer {
  /** What the expression model runs on at present. */
  readonly backend: Backend;
  /** Of the expression model. */
  readonly modelVersion: string;
  /**
   * What the faces of a picture show, the largest face first; empty when there is none. Boxes are in the picture's own pixels.
   * Larger pictures are looked at halved, once or more, so that their longer side has at most 1280 pixels; 2560 where small faces
   * are looked for in one without a source. Pictures given while others are being read are taken together next: for a steady
   * stream, wait for the answer before giving the next. Rejects with an {@link EngineError}.
   */
  analyze(picture: Picture, moment?: Moment): Promise<readonly Reading[]>;
  /** Forgets all about a source: its faces, should they come again, are new ones. */
  forget(source: string): void;
  /** Gives all memory back. Readings asked for but not given yet are rejected, as is all that is asked later. */
  close(): void;
}

/**
 * Loads the engine, in a window or a Worker. It takes a second or two; keep the analyzer rather than making another. Rejects
 * with an {@link EngineError}.
 *
 * @example
 * const analyzer = await createAnalyzer();
 * const [face] = await analyzer.analyze(document.querySelector("img"));
 * console.log(face?.dominant); // "happiness"
 * analyzer.close();
 */
export async function createAnalyzer(options: AnalyzerOptions = {}): Promise<Analyzer> {
  if (options.signal?.aborted) throw closed();
  const { backend = "auto" } = options;
  if (!BACKENDS.includes(backend)) {
    throw new EngineError("backend-failed", `There is no backend "${backend}": give one of ${BACKENDS.join(", ")}.`);
  }
  const analyzer = new WorkerAnalyzer(options);
  await analyzer.ready;
  return analyzer;
}

const BACKENDS: readonly BackendChoice[] = ["auto", "webgpu", "wasm"];

interface Request {
  readonly resolve: (readings: readonly Reading[]) => void;
  readonly reject: (error: EngineError) => void;
}

type WorkerMoment = Pick<Extract<ToWorker, { type: "analyze" }>, "source" | "timeMs" | "thorough">;

/** A source as the Worker knows it, up to where it is forgotten: what is given later is of another by the same name. */
interface Source {
  readonly id: string;
  /** Pictures that are not read yet. */
  waiting: number;
  /** Settles when the Worker has the last of them. */
  given: Promise<void>;
}

class WorkerAnalyzer implements Analyzer {
  /** Resolves when the engine has loaded. */
  readonly ready: Promise<void>;
  readonly #options: AnalyzerOptions;
  readonly #worker: Worker;
  readonly #requests = new Map<number, Request>();
  /** By the names the user gave them. */
  readonly #sources = new Map<string, Source>();
  #loaded: { readonly resolve: () => void; readonly reject: (error: EngineError) => void } | undefined;
  #backend: Backend = "wasm";
  #modelVersion = "";
  #lastRequest = 0;
  #lastSource = 0;
  /** Ends its hold on the options' signal, which may outlive it, and on the Worker's script. */
  readonly #lifetime = new AbortController();
  /** Why nothing can be asked any more. */
  #ended: EngineError | null = null;

  constructor(options: AnalyzerOptions) {
    this.#options = options;
    this.ready = new Promise((resolve, reject) => {
      this.#loaded = { resolve, reject };
    });
    const urls = assetUrls(options.assets);
    try {
      this.#worker = startWorker(urls["worker.js"], this.#lifetime.signal);
    } catch (error) {
      // On a server there are none.
      throw workerFailed(urls, String(error));
    }
    options.signal?.addEventListener("abort", () => this.close(), { once: true, signal: this.#lifetime.signal });
    this.#worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => this.#receive(data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#end(workerFailed(urls, event.message));
    });
    this.#send({ type: "load", assets: engineAssets(urls), backend: options.backend ?? "auto" });
  }

  get backend(): Backend {
    return this.#backend;
  }

  get modelVersion(): string {
    return this.#modelVersion;
  }

  async analyze(picture: Picture, moment: Moment = {}): Promise<readonly Reading[]> {
    const { source: name = null, timeMs = performance.now(), thorough = name === null ? true : undefined } = moment;
    if (this.#ended) throw this.#ended;
    if (name === null) return this.#ask(this.#copy(picture), { source: null, timeMs, thorough });
    const source = this.#source(name);
    source.waiting++;
    const copy = this.#copy(picture);
    // One that is copied fast, as a frame is, does not overtake the one before it.
    const inTurn = Promise.allSettled([source.given, copy]).then(() => copy);
    // Without the picture, which would be kept until the next.
    source.given = inTurn.then(
      () => {},
      () => {},
    );
    try {
      const readings = await this.#ask(inTurn, { source: source.id, timeMs, thorough });
      return readings.map((reading) => ({ ...reading, source: name }));
    } finally {
      source.waiting--;
      if (this.#sources.get(name) !== source) this.#forget(source);
    }
  }

  forget(name: string): void {
    const source = this.#sources.get(name);
    this.#sources.delete(name);
    if (source) this.#forget(source);
  }

  close(): void {
    this.#end(closed());
  }

  async #copy(picture: Picture): Promise<Copy> {
    return await copyPicture(picture).catch((error) => {
      // It may have ended meanwhile, and with it the picture, as when the camera is turned off: then that is why.
      throw this.#ended ?? error;
    });
  }

  async #ask(copying: Promise<Copy>, moment: WorkerMoment): Promise<readonly Reading[]> {
    const request = ++this.#lastRequest;
    const copy = await copying;
    try {
      if (this.#ended) throw this.#ended;
      return await new Promise((resolve, reject) => {
        this.#requests.set(request, { resolve, reject });
        this.#send({ type: "analyze", request, ...copy, ...moment }, [copy.picture]);
      });
    } catch (error) {
      copy.picture.close();
      throw notReadable(error);
    } finally {
      this.#requests.delete(request);
    }
  }

  #source(name: string): Source {
    const source = this.#sources.get(name) ?? { id: `${++this.#lastSource}`, waiting: 0, given: Promise.resolve() };
    this.#sources.set(name, source);
    return source;
  }

  /** Not before its last picture is read: the Worker would take that for the first of a new source. */
  #forget({ id, waiting }: Source): void {
    if (waiting === 0) this.#send({ type: "forget", source: id });
  }

  #receive(message: FromWorker): void {
    if (message.type === "progress") this.#options.onProgress?.(message.progress);
    else if (message.type === "failed") this.#end(thrown(message.failure));
    else if (message.type === "ready") {
      this.#backend = message.backend;
      this.#modelVersion = message.modelVersion;
      this.#loaded?.resolve();
    } else if (message.type === "backend") {
      this.#backend = message.backend;
      this.#options.onBackendChange?.(message.backend);
    } else if (message.type === "rejected") {
      this.#requests.get(message.request)?.reject(thrown(message.failure));
    } else {
      this.#requests.get(message.request)?.resolve(message.readings);
    }
  }

  #send(message: ToWorker, transfer: Transferable[] = []): void {
    if (!this.#ended) this.#worker.postMessage(message, transfer);
  }

  #end(reason: EngineError): void {
    if (this.#ended) return;
    this.#ended = reason;
    this.#lifetime.abort();
    this.#worker.terminate();
    this.#loaded?.reject(reason);
    for (const { reject } of this.#requests.values()) reject(reason);
    if (this.#modelVersion !== "" && reason.code !== "closed") this.#options.onFailure?.(reason);
  }
}

/** The files as the engine wants them: its own, as a URL each. */
function engineAssets(urls: AssetUrls): Assets {
  return Object.fromEntries(ASSETS.map((asset) => [asset, urls[asset]])) as Assets;
}

function thrown({ code, message, cause }: Failure): EngineError {
  return new EngineError(code, message, cause === "" ? {} : { cause: new Error(cause) });
}

function workerFailed(urls: AssetUrls, why: string): EngineError {
  return new EngineError(
    "worker-failed",
    `The engine's Worker, ${urls["worker.js"]}, could not be started or has failed${why ? ` (${why})` : ""}. Check that the page may load that file, or copy the package's dist/library/assets folder and give its address as "assets".`,
  );
}

function closed(): EngineError {
  return new EngineError("closed", "The analyzer was closed. Create another to go on.");
}
