import type { BackendChoice } from "../engine/backend.ts";
import { DEFAULT_SETTINGS } from "../messages/parse-settings.ts";
import type { EngineState } from "../session/call-view.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

type Grab = Extract<FromWorker, { type: "grab" }>;
type Readings = Extract<FromWorker, { type: "readings" }>;

interface Handlers {
  readonly grab: (message: Grab) => void;
  readonly readings: (message: Readings) => void;
  readonly stateChange: () => void;
}

/**
 * One that fails is loaded again by itself: at once where it has read, but no sooner than this after the last time, in ms; and this
 * long after any other failure.
 */
const RELOADS_APART_MS = 60_000;

/** Readings are counted over this time, in ms. */
const RATE_WINDOW_MS = 2000;

interface EngineOptions {
  readonly backend: BackendChoice;
  /** Readings of a source a second, at most. */
  readonly rate: number;
}

/** The engine's Worker as the document sees it: a state, and messages to and fro. */
export class EngineWorker {
  readonly #handlers: Handlers;
  readonly #readingTimesMs: number[] = [];
  #worker: Worker;
  #state: EngineState = { state: "loading", progress: 0 };
  #sources: readonly string[] = [];
  #modelVersion = "";
  #reloadedMs = Number.NEGATIVE_INFINITY;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  /** Of the faces so far, over all Workers: each counts from one. */
  #highestFaceId = 0;
  #faceIdsBefore = 0;
  /** The user's choice comes before the first call, and seldom differs. */
  #options: EngineOptions = DEFAULT_SETTINGS;

  constructor(handlers: Handlers) {
    this.#handlers = handlers;
    this.#worker = this.#load();
  }

  get state(): EngineState {
    if (this.#state.state !== "ready") return this.#state;
    this.#forgetOldReadings();
    return { ...this.#state, readingsPerSecond: (this.#readingTimesMs.length * 1000) / RATE_WINDOW_MS };
  }

  /** Of the expression model; "" until it is loaded. */
  get modelVersion(): string {
    return this.#modelVersion;
  }

  setSources(sources: readonly string[]): void {
    this.#sources = sources;
    this.#retryLater();
    this.send({ type: "sources", sources });
  }

  send(message: ToWorker): void {
    // The pixels go along without being copied: the document has no more use for them.
    const transfer = message.type === "frame" ? [message.image.pixels.buffer as ArrayBuffer] : [];
    this.#worker.postMessage(message, transfer);
  }

  /** Another rate holds at once; another backend needs a new Worker. */
  setOptions({ backend, rate }: EngineOptions): void {
    const former = this.#options;
    this.#options = { backend, rate };
    if (backend !== former.backend) this.#reload();
    else if (rate !== former.rate) this.send({ type: "rate", rate });
  }

  /** After a failure: a new Worker, from the start. */
  retry(): void {
    if (this.#state.state === "failed") this.#reload();
  }

  #reload(): void {
    this.#worker.terminate();
    this.#set({ state: "loading", progress: 0 });
    this.#worker = this.#load();
    this.setSources(this.#sources);
  }

  /** In a call nobody may look, and what has read may do so again. */
  #fail(reason: string): void {
    const goesOn = this.#state.state === "ready" && performance.now() - this.#reloadedMs >= RELOADS_APART_MS;
    if (goesOn) this.#reloadByItself();
    else this.#set({ state: "failed", reason });
  }

  /** While there is anybody to be read. */
  #retryLater(): void {
    if (this.#state.state === "failed" && this.#sources.length > 0) {
      this.#retryTimer ??= setTimeout(() => this.#reloadByItself(), RELOADS_APART_MS);
    } else {
      clearTimeout(this.#retryTimer);
      this.#retryTimer = undefined;
    }
  }

  #reloadByItself(): void {
    this.#reloadedMs = performance.now();
    this.#reload();
  }

  #load(): Worker {
    this.#faceIdsBefore = this.#highestFaceId;
    const worker = new Worker("worker.js", { type: "module", name: "engine" });
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => this.#receive(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(event.message || "The engine's Worker could not be started.");
    });
    const assets = new URL("../assets/", location.href).href;
    const { backend, rate } = this.#options;
    worker.postMessage({ type: "load", assets, backend } satisfies ToWorker);
    worker.postMessage({ type: "rate", rate } satisfies ToWorker);
    return worker;
  }

  #receive(message: FromWorker): void {
    if (message.type === "progress") this.#set({ state: "loading", progress: message.progress });
    else if (message.type === "ready") {
      this.#modelVersion = message.modelVersion;
      this.#set({ state: "ready", backend: message.backend, readingsPerSecond: 0 });
    } else if (message.type === "failed") this.#fail(message.reason);
    else if (message.type === "grab") this.#handlers.grab(message);
    else {
      this.#readingTimesMs.push(performance.now());
      // Here as well: for hours nobody may ask.
      this.#forgetOldReadings();
      const readings = message.readings.map((each) => ({ ...each, faceId: each.faceId + this.#faceIdsBefore }));
      this.#highestFaceId = Math.max(this.#highestFaceId, ...readings.map(({ faceId }) => faceId));
      this.#handlers.readings({ ...message, readings });
    }
  }

  #forgetOldReadings(): void {
    const sinceMs = performance.now() - RATE_WINDOW_MS;
    while ((this.#readingTimesMs[0] ?? sinceMs) < sinceMs) this.#readingTimesMs.shift();
  }

  #set(state: EngineState): void {
    this.#state = state;
    this.#retryLater();
    this.#handlers.stateChange();
  }
}
