import type { Verdict } from "../../engine/reading.ts";
import { wordsDirection, wordsLanguage } from "../../ui/words.ts";
import type { Tiles } from "../tiles.ts";
import { Badge } from "./badge.ts";
import { createIndicator } from "./indicator.ts";
import { HOST_STYLE, OVERLAY_STYLES } from "./overlay-styles.ts";

/** What Countenance shows on the page: that it is on and, if the user wants, a badge on each tile. */
export class Overlay {
  readonly #tiles: Tiles;
  readonly #signal: AbortSignal;
  readonly #host = document.createElement("div");
  readonly #root: ShadowRoot;
  readonly #badges = new Map<string, Badge>();
  #wantsBadges = false;
  #placing = 0;

  constructor(tiles: Tiles, signal: AbortSignal) {
    this.#tiles = tiles;
    this.#signal = signal;
    this.#host.style.cssText = HOST_STYLE;
    this.#host.lang = wordsLanguage();
    this.#host.dir = wordsDirection();
    // A popover, for the top layer: fullscreen tiles cover everything else.
    this.#host.popover = "manual";
    this.#root = this.#host.attachShadow({ mode: "closed" });
    const styles = new CSSStyleSheet();
    styles.replaceSync(OVERLAY_STYLES);
    this.#root.adoptedStyleSheets = [styles];
    const isTopFrame = window === window.top;
    if (isTopFrame) this.#root.append(createIndicator());
    this.#appear();

    const placeSoon = () => this.#placeSoon();
    addEventListener("scroll", placeSoon, { capture: true, passive: true, signal });
    addEventListener("resize", placeSoon, { passive: true, signal });
    addEventListener("fullscreenchange", () => this.#raise(), { capture: true, signal });
    signal.addEventListener("abort", () => this.#remove(), { once: true });
  }

  /** Whether the user wants them. */
  setBadges(wanted: boolean): void {
    this.#wantsBadges = wanted && !this.#signal.aborted;
    if (this.#wantsBadges) return;
    for (const badge of this.#badges.values()) badge.remove();
    this.#badges.clear();
  }

  showReading(tile: string, reading: Verdict | null): void {
    if (!this.#wantsBadges || this.#signal.aborted) return;
    if (!reading && !this.#badges.has(tile)) return;
    this.#badge(tile).show(reading);
    this.#placeSoon();
  }

  /** Puts each badge where its tile is now. */
  place(): void {
    if (!this.#host.isConnected) this.#appear();
    if (this.#badges.size === 0) return;
    // First all that reads the layout, then all that changes it.
    const places = [...this.#badges].map(([id, badge]) => ({ id, badge, tile: this.#tiles.get(id) }));
    const rects = places.map(({ tile, badge }) => (tile?.isShown && !badge.isEmpty ? inView(tile.video) : null));
    for (const [i, { id, badge, tile }] of places.entries()) {
      badge.place(rects[i] ?? null);
      if (tile) continue;
      badge.remove();
      this.#badges.delete(id);
    }
  }

  #badge(tile: string): Badge {
    const badge = this.#badges.get(tile) ?? new Badge();
    if (!this.#badges.has(tile)) {
      this.#badges.set(tile, badge);
      this.#root.append(badge.element);
    }
    return badge;
  }

  /** Once a frame; in a hidden page, where there are none, when it is seen again. */
  #placeSoon(): void {
    if (this.#placing !== 0) return;
    this.#placing = requestAnimationFrame(() => {
      this.#placing = 0;
      this.place();
    });
  }

  /** Also anew: frameworks that draw the whole document take out what is not theirs, and what is on is to be seen. */
  #appear(): void {
    document.documentElement.append(this.#host);
    this.#raise();
  }

  /** To the top of the top layer. */
  #raise(): void {
    this.#host.hidePopover();
    if (this.#host.isConnected) this.#host.showPopover();
  }

  #remove(): void {
    cancelAnimationFrame(this.#placing);
    this.#host.remove();
    this.setBadges(false);
  }
}

function inView(video: HTMLVideoElement): DOMRect | null {
  // In a window of its own, it is nowhere in this one.
  if (video.ownerDocument !== document) return null;
  const rect = video.getBoundingClientRect();
  const isInView = rect.bottom > 0 && rect.right > 0 && rect.top < innerHeight && rect.left < innerWidth;
  return isInView ? rect : null;
}
