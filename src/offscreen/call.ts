import type browser from "webextension-polyfill";
import type { Reading } from "../engine/reading.ts";
import type { FromContent, NoFrameReason, ToContent, ToPopup } from "../messages/messages.ts";
import { post } from "../messages/port.ts";
import type { Settings } from "../messages/settings.ts";
import { CallRecord, NO_TILES, type PageTiles } from "../session/call-record.ts";
import type { CallView } from "../session/call-view.ts";
import { type Recorded, SessionRecorder } from "../session/recorder.ts";
import { SessionClock } from "../session/session-clock.ts";
import { tidySessions } from "../session/tidy.ts";
import type { EngineWorker } from "./engine-worker.ts";
import type { FromWorker } from "./worker-messages.ts";

type Readings = Extract<FromWorker, { type: "readings" }>;
type Port = browser.Runtime.Port;

/** Views are sent to the popup no more often than this, in ms. */
const VIEW_INTERVAL_MS = 500;

/** In ms. Readings tell the time well enough; where there are none, as of a page that no longer answers, this does. */
const TICK_MS = 1000;

interface CallOptions {
  readonly engine: Pick<EngineWorker, "state" | "modelVersion">;
  readonly settings: () => Settings;
  /** The popups that show this tab. */
  readonly watchers: () => readonly Port[];
  /** Ten minutes have gone by without a face. */
  readonly onIdle: () => void;
}

/** One tab's call while it lasts: the pages' ports, one for each frame of the tab, the record, and what is kept of it. */
export class Call {
  readonly tabId: number;
  readonly #options: CallOptions;
  readonly #clock = new SessionClock();
  readonly #record = new CallRecord();
  readonly #recorder: SessionRecorder;
  #site = "";
  readonly #pages = new Map<Port, PageTiles>();
  #lastViewMs = 0;
  #viewTimer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  readonly #tickTimer: ReturnType<typeof setInterval>;

  constructor(tabId: number, options: CallOptions) {
    this.tabId = tabId;
    this.#options = options;
    this.#recorder = new SessionRecorder({
      clock: this.#clock,
      recorded: () => this.#recorded(),
      tidy: (isCallOver) => tidySessions(options.settings().retention, isCallOver),
      onStateChange: () => this.viewChanged(),
      onIdle: options.onIdle,
    });
    this.#tickTimer = setInterval(() => {
      this.#recorder.tick();
      this.viewChanged();
    }, TICK_MS);
  }

  get sources(): string[] {
    return [...this.#pages.values()].flatMap(({ tiles }) => [...tiles.keys()]);
  }

  /** Of the site's pages, as in "meet.example.org"; "" while none is known. */
  get hostname(): string {
    return URL.parse(`https://${this.#site}`)?.hostname ?? "";
  }

  get isOver(): boolean {
    return this.#pages.size === 0;
  }

  addPage(port: Port): void {
    this.#pages.set(port, NO_TILES);
    // The site is the page's own: the one of a frame in it only while nothing better is known.
    if (!this.#site || port.sender?.frameId === 0) this.#site = hostOf(port.sender?.url);
    this.#tellSettings(port);
    this.viewChanged();
  }

  removePage(port: Port): void {
    this.#setTiles(port, NO_TILES);
    this.#pages.delete(port);
  }

  /** Lets go of the frames of these sites, whatever page they are in. */
  removeSites(hostnames: readonly string[]): void {
    for (const port of [...this.#pages.keys()]) {
      if (!hostnames.includes(URL.parse(port.sender?.url ?? "")?.hostname ?? "")) continue;
      this.removePage(port);
      port.disconnect();
    }
  }

  /** The pages are told of what concerns them. */
  settingsChanged(): void {
    for (const port of this.#pages.keys()) this.#tellSettings(port);
  }

  /** `pageId` tells the tab's frames apart, whose tile ids may coincide. */
  setTiles(port: Port, pageId: number, { tiles, leftOut }: Extract<FromContent, { type: "tiles" }>): void {
    this.#setTiles(port, {
      tiles: new Map(tiles.map((tile) => [`${pageId}:${tile.id}`, tile])),
      leftOut: new Set(leftOut.map((id) => `${pageId}:${id}`)),
    });
  }

  addNoFrame(source: string, reason: NoFrameReason): void {
    this.#record.addNoFrame(source, reason);
    this.#recorder.tick();
    this.viewChanged();
  }

  /** Asks the pages for those of the sources that are theirs. */
  grab(sources: readonly string[]): void {
    for (const [port, { tiles }] of this.#pages) {
      const asked = sources.flatMap((source) => tiles.get(source)?.id ?? []);
      if (asked.length > 0) post<ToContent>(port, { type: "grab", tiles: asked });
    }
  }

  addReadings({ source, timeMs, readings }: Readings): void {
    for (const [port, { tiles }] of this.#pages) {
      const tile = tiles.get(source);
      if (!tile) continue;
      const reading = this.#record.addFrame(source, readings, timeMs);
      if (reading) this.#recorder.add(source, reading);
      if (this.#options.settings().badges) tellReading(port, tile.id, reading);
    }
    this.#recorder.tick();
    this.viewChanged();
  }

  /** Tells the watchers, at once or, when they were told just now, a little later. */
  viewChanged(): void {
    // The very reading that shows a call to be over must not show it again.
    if (this.#isClosed || this.#viewTimer !== undefined || this.#options.watchers().length === 0) return;
    const waitMs = this.#lastViewMs + VIEW_INTERVAL_MS - Date.now();
    if (waitMs <= 0 || waitMs > VIEW_INTERVAL_MS) this.sendView();
    else this.#viewTimer = setTimeout(() => this.sendView(), waitMs);
  }

  /** Tells the watchers at once. */
  sendView(): void {
    clearTimeout(this.#viewTimer);
    this.#viewTimer = undefined;
    this.#lastViewMs = Date.now();
    const { startedMs } = this.#clock;
    const call: CallView = {
      startedMs,
      nowMs: startedMs + this.#clock.elapsedMs(),
      engine: this.#options.engine.state,
      recording: this.#recorder.state,
      ...this.#record.view(this.#lastViewMs),
    };
    for (const port of this.#options.watchers()) post<ToPopup>(port, { type: "call", call });
  }

  /** Closing a page's port is what turns its content script off. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#viewTimer);
    clearInterval(this.#tickTimer);
    const written = this.#recorder.end();
    for (const port of this.#pages.keys()) port.disconnect();
    this.#pages.clear();
    await written;
  }

  #tellSettings(port: Port): void {
    const { faces, leaveOut, badges } = this.#options.settings();
    post<ToContent>(port, { type: "settings", settings: { faces, leaveOut, badges } });
  }

  #recorded(): Recorded {
    const keepsNames = this.#options.settings().keepNames;
    return {
      site: this.#site,
      modelVersion: this.#options.engine.modelVersion,
      participants: this.#record.participants.map((who) => ({ ...who, name: keepsNames ? who.name : "" })),
    };
  }

  #setTiles(port: Port, tiles: PageTiles): void {
    const previous = this.#pages.get(port);
    if (!previous) return;
    this.#record.setTiles(tiles, previous);
    this.#pages.set(port, tiles);
    this.viewChanged();
  }
}

function tellReading(port: Port, tile: string, reading: Reading | null): void {
  const shown = reading && { dominant: reading.dominant, doubt: reading.doubt };
  post<ToContent>(port, { type: "reading", tile, reading: shown });
}

function hostOf(url = ""): string {
  return URL.canParse(url) ? new URL(url).host : "";
}
