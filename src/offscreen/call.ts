import type browser from "webextension-polyfill";
import type { Reading } from "../engine/reading.ts";
import type { FromContent, Tile, ToContent, ToPopup } from "../messages/messages.ts";
import { post } from "../messages/port.ts";
import { CallRecord } from "../session/call-record.ts";
import type { EngineState } from "../session/call-view.ts";
import type { FromWorker } from "./worker-messages.ts";

type Readings = Extract<FromWorker, { type: "readings" }>;
type Port = browser.Runtime.Port;

/** Views are sent to the popup no more often than this, in ms. */
const VIEW_INTERVAL_MS = 500;

/** One tab's call while it lasts: the pages' ports, one for each frame of the tab, and the record. */
export class Call {
  readonly tabId: number;
  readonly #record: CallRecord;
  readonly #engineState: () => EngineState;
  readonly #watchers: () => readonly Port[];
  /** Each page port's tiles by source. */
  readonly #pages = new Map<Port, Map<string, Tile>>();
  #lastViewMs = 0;
  #viewTimer: ReturnType<typeof setTimeout> | undefined;

  /** `watchers` are the popups that show this tab. */
  constructor(tabId: number, engineState: () => EngineState, watchers: () => readonly Port[]) {
    this.tabId = tabId;
    this.#record = new CallRecord(tabId, Date.now());
    this.#engineState = engineState;
    this.#watchers = watchers;
  }

  get sources(): string[] {
    return [...this.#pages.values()].flatMap((tiles) => [...tiles.keys()]);
  }

  get isOver(): boolean {
    return this.#pages.size === 0;
  }

  addPage(port: Port): void {
    this.#pages.set(port, new Map());
    this.viewChanged();
  }

  removePage(port: Port): void {
    this.#setTiles(port, new Map());
    this.#pages.delete(port);
  }

  /** `pageId` tells the tab's frames apart, whose tile ids may coincide. */
  setTiles(port: Port, pageId: number, tiles: readonly Tile[]): void {
    this.#setTiles(port, new Map(tiles.map((tile) => [`${pageId}:${tile.id}`, tile])));
  }

  addNoFrame(source: string, message: Extract<FromContent, { type: "no-frame" }>): void {
    this.#record.addNoFrame(source, message.reason, Date.now());
    this.viewChanged();
  }

  /** Asks the pages for those of the sources that are theirs. */
  grab(sources: readonly string[]): void {
    for (const [port, tiles] of this.#pages) {
      const asked = sources.flatMap((source) => tiles.get(source)?.id ?? []);
      if (asked.length > 0) post<ToContent>(port, { type: "grab", tiles: asked });
    }
  }

  addReadings({ source, timeMs, width, height, readings }: Readings): void {
    for (const [port, tiles] of this.#pages) {
      const tile = tiles.get(source);
      if (!tile) continue;
      const reading = this.#record.addFrame(source, readings, timeMs);
      post<ToContent>(port, { type: "reading", tile: tile.id, reading, box: reading && share(reading, width, height) });
    }
    this.viewChanged();
  }

  /** Tells the watchers, at once or, when they were told just now, a little later. */
  viewChanged(): void {
    if (this.#viewTimer !== undefined || this.#watchers().length === 0) return;
    const waitMs = this.#lastViewMs + VIEW_INTERVAL_MS - Date.now();
    if (waitMs <= 0 || waitMs > VIEW_INTERVAL_MS) this.sendView();
    else this.#viewTimer = setTimeout(() => this.sendView(), waitMs);
  }

  /** Tells the watchers at once. */
  sendView(): void {
    clearTimeout(this.#viewTimer);
    this.#viewTimer = undefined;
    this.#lastViewMs = Date.now();
    const call = this.#record.view(this.#engineState(), this.#lastViewMs);
    for (const port of this.#watchers()) post<ToPopup>(port, { type: "call", call });
  }

  /** Closing a page's port is what turns its content script off. */
  close(): void {
    clearTimeout(this.#viewTimer);
    for (const port of this.#pages.keys()) port.disconnect();
    this.#pages.clear();
    for (const port of this.#watchers()) post<ToPopup>(port, { type: "call", call: null });
  }

  #setTiles(port: Port, tiles: Map<string, Tile>): void {
    const previous = this.#pages.get(port);
    if (!previous) return;
    this.#record.setTiles(tiles, previous.keys(), Date.now());
    this.#pages.set(port, tiles);
    this.viewChanged();
  }
}

/** The face's box in shares of the picture. */
function share({ box }: Reading, width: number, height: number) {
  return { x: box.x / width, y: box.y / height, width: box.width / width, height: box.height / height };
}
