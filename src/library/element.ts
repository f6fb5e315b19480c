import type { BackendChoice } from "../engine/backend.ts";
import { EngineError } from "../engine/errors.ts";
import type { Analyzer } from "./analyzer.ts";
import type { Listening, ReadingDetail } from "./element-events.ts";
import { adoptStyles } from "./element-styles.ts";
import { type ElementWords, type Voice, voiceOf } from "./element-words.ts";
import { FaceMarks, NO_PICTURE, type ReadPicture } from "./face-marks.ts";
import { pause } from "./pause.ts";
import { sharedAnalyzer } from "./shared-analyzer.ts";
import { Summary } from "./summary.ts";

export type { BackendChoice } from "../engine/backend.ts";
export { EngineError, type EngineErrorCode } from "../engine/errors.ts";
export type { Expression, Probabilities } from "../engine/expression.ts";
export type { Box } from "../engine/geometry.ts";
export type { Doubt, Reading } from "../engine/reading.ts";
export type { CountenanceLiveEventMap, Listening, ReadingDetail } from "./element-events.ts";
export type { ElementWords } from "./element-words.ts";

/** Readings a second unless the attribute says otherwise, and the limits of what it may say. */
const RATE = { usual: 5, least: 0.1, most: 30 };

/** Of a video that is new: no video's `src` is null, and a camera's is "". */
const NOTHING_READ = { src: null, timeMs: Number.NaN };

/** A leap of the video's time by more, in ms and in times between two looks, is a cut: faces are not followed across it. */
const CUT = { ms: 2000, looks: 2 };

/** What a video does before it shows another picture. */
const WINDS = ["seeking", "emptied"];

let elements = 0;

/**
 * `<countenance-live for="video-id">` draws a box around each face of a video, with a symbol and a word for what it shows, and
 * says the same to screen readers. It lies over the video wherever that is, and takes no clicks.
 *
 * Attributes: `for`, the id of a `<video>` of the same document or shadow root; `rate`, readings a second, 0.1 … 30 (5 unless given);
 * `backend` ("auto", "webgpu", "wasm") and `assets`, as the options of `createAnalyzer`.
 *
 * Events, which bubble and leave shadow trees: `ready`, when the engine has loaded; `reading`, a `CustomEvent` with a {@link ReadingDetail}; `failure`, a
 * `CustomEvent` whose detail is an {@link EngineError}, which is also reported to the console unless `preventDefault()` is called;
 * an engine that has failed is tried once more when the element is taken out and put in again.
 *
 * Shadow parts: `box` and `label`. The colour of boxes is `--countenance-box`.
 */
export class CountenanceLive extends HTMLElement {
  static readonly observedAttributes = ["assets", "backend"];

  /** What it says, in the language of the nearest `lang`; null: its own words, English where it has none for that. */
  declare words: ElementWords | null;

  declare addEventListener: Listening<AddEventListenerOptions>;
  declare removeEventListener: Listening<EventListenerOptions>;

  readonly #source = `countenance-live ${++elements}`;
  readonly #marks = new FaceMarks();
  readonly #summary = new Summary();
  #lifetime: AbortController | null = null;
  #video: HTMLVideoElement | null = null;
  /** What is shown. */
  #picture = NO_PICTURE;
  /** What was read last: a paused video is read once. */
  #read: { readonly src: string | null; readonly timeMs: number } = NOTHING_READ;
  /** How often a video was wound, or given another film: what was read before is of another picture. */
  #winds = 0;
  /** That number when what is shown was read. */
  #windsShown = 0;
  /** How that was said. */
  #said: Voice | null = null;
  #problem = "";

  constructor() {
    super();
    // A page may have set it before the element was defined.
    this.words ??= null;
    const root = this.attachShadow({ mode: "open" });
    adoptStyles(root);
    root.append(...this.#marks.elements, this.#summary.element);
  }

  connectedCallback(): void {
    if (this.#lifetime?.signal.aborted !== false) this.#start();
  }

  /** An element that is moved is taken out and put in again: it goes on as if nothing had happened. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  /** As into a frame, or into the window of a picture in picture. */
  adoptedCallback(): void {
    if (this.shadowRoot) adoptStyles(this.shadowRoot);
    // The window that it was in may be hidden, and draw no more.
    if (this.#lifetime?.signal.aborted === false) this.#placeMarks(this.#lifetime.signal);
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (!this.#lifetime || before === now) return;
    this.#end();
    if (this.isConnected) this.#start();
  }

  #start(): void {
    this.#lifetime = new AbortController();
    this.#problem = "";
    void this.#live(this.#lifetime.signal);
  }

  #end(): void {
    this.#lifetime?.abort();
    this.#setVideo(null);
  }

  async #live(signal: AbortSignal): Promise<void> {
    const assets = this.getAttribute("assets");
    const backend = this.getAttribute("backend") as BackendChoice | null;
    try {
      const analyzer = await sharedAnalyzer({ ...(assets && { assets }), ...(backend && { backend }) }, signal);
      if (signal.aborted) return;
      signal.addEventListener("abort", () => analyzer.forget(this.#source), { once: true });
      this.#emit("ready");
      this.#placeMarks(signal);
      while (!signal.aborted) {
        const startedMs = performance.now();
        await this.#look(analyzer, signal);
        await pause(1000 / this.#rate - (performance.now() - startedMs), signal);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#end();
      this.#fail(error);
    }
  }

  get #rate(): number {
    const rate = Number.parseFloat(this.getAttribute("rate") ?? "");
    return Number.isNaN(rate) ? RATE.usual : Math.min(RATE.most, Math.max(RATE.least, rate));
  }

  async #look(analyzer: Analyzer, signal: AbortSignal): Promise<void> {
    this.#setVideo(this.#findVideo());
    const video = this.#video;
    if (!video || video.seeking) return;
    const read = { src: video.currentSrc, timeMs: video.currentTime * 1000 };
    const last = this.#read;
    const winds = this.#winds;
    if (video.paused && winds === this.#windsShown && read.src === last.src && read.timeMs === last.timeMs) {
      this.#sayAnew();
      return;
    }
    const elapsedMs = read.timeMs - last.timeMs;
    const cutMs = Math.max(CUT.ms, (CUT.looks * 1000 * video.playbackRate) / this.#rate);
    if (read.src !== last.src || elapsedMs < 0 || elapsedMs > cutMs) analyzer.forget(this.#source);
    this.#read = read;
    const size = { width: video.videoWidth, height: video.videoHeight };
    try {
      const readings = await analyzer.analyze(video, { source: this.#source, timeMs: read.timeMs });
      if (signal.aborted || video !== this.#video || video.seeking || winds !== this.#winds) return;
      this.#problem = "";
      this.#show({ readings, size });
      this.#emit("reading", { video, timeMs: read.timeMs, readings } satisfies ReadingDetail);
    } catch (error) {
      // A camera that was turned off in the meantime has nothing to show.
      if (signal.aborted || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
      // One video that can't be read says nothing about the next; an engine that has failed has failed.
      if (!(error instanceof EngineError && error.code === "bad-image")) throw error;
      this.#clear();
      this.#fail(error);
    }
  }

  /** One without a picture, as of a camera that is off or of sound alone, is none. */
  #findVideo(): HTMLVideoElement | null {
    const id = this.getAttribute("for") ?? "";
    const root = this.getRootNode() as Document | ShadowRoot;
    const found = id === "" ? null : root.getElementById(id);
    if (!isVideo(found)) {
      // What was there before has its problems forgotten first, or this one would be told twice.
      this.#setVideo(null);
      // One that is not there yet may come.
      if (found) this.#fail(new EngineError("bad-image", `for="${id}" names a <${found.localName}>: name a <video>.`));
      return null;
    }
    const isReady = found.seeking || found.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    return isReady && found.videoWidth > 0 ? found : null;
  }

  #setVideo(video: HTMLVideoElement | null): void {
    if (video === this.#video) return;
    for (const event of WINDS) {
      this.#video?.removeEventListener(event, this.#countWind);
      video?.addEventListener(event, this.#countWind);
    }
    this.#video = video;
    this.#read = NOTHING_READ;
    this.#problem = "";
    this.#clear();
    this.#marks.hide();
  }

  #clear(): void {
    this.#show(NO_PICTURE);
    this.#summary.clear();
  }

  /** What is shown may be there for long: the page may have set other words meanwhile, or its language. */
  #sayAnew(): void {
    const { words, language } = voiceOf(this);
    const isSaid = words === this.#said?.words && language === this.#said.language;
    if (!isSaid && this.#picture.readings.length > 0) this.#show(this.#picture);
  }

  #show(picture: ReadPicture): void {
    const { words, language } = voiceOf(this);
    this.#said = { words, language };
    this.#picture = picture;
    this.#windsShown = this.#winds;
    this.#marks.show(picture, words);
    if (this.#video) this.#summary.show(picture.readings, words, language);
  }

  #countWind = (): void => {
    this.#winds++;
  };

  #placeMarks(signal: AbortSignal): void {
    this.#marks.placeOnEachFrame(this, () => (this.#winds === this.#windsShown ? this.#video : null), signal);
  }

  #emit(type: string, detail?: ReadingDetail): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }

  /** Once for each problem, not once for each picture. */
  #fail(error: unknown): void {
    if (String(error) === this.#problem) return;
    this.#problem = String(error);
    const event = new CustomEvent("failure", { bubbles: true, composed: true, cancelable: true, detail: error });
    if (this.dispatchEvent(event)) reportError(error);
  }
}

/** `instanceof` would not tell of another window's. */
function isVideo(element: HTMLElement | null): element is HTMLVideoElement {
  return element?.localName === "video";
}

if (!customElements.get("countenance-live")) customElements.define("countenance-live", CountenanceLive);

declare global {
  interface HTMLElementTagNameMap {
    "countenance-live": CountenanceLive;
  }
}
