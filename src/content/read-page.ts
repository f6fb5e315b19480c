import browser from "webextension-polyfill";
import { FRAMES_PORT, type FromContent, type RuntimeMessage, type ToContent } from "../messages/messages.ts";
import { post } from "../messages/port.ts";
import { type Grab, Grabber } from "./grab.ts";
import { choiceOf, choosesAmong, mayRead, type ReadingChoice } from "./may-read.ts";
import { Overlay } from "./overlay/overlay.ts";
import { hintsFor } from "./sites/hints-for.ts";
import { type PageTile, Tiles } from "./tiles.ts";
import { watchVideos } from "./video-search.ts";

/** Reads a frame of a page until `off` aborts, which the end of the call, of the page or of the extension does. */
export function readPage(off: AbortController): void {
  const { signal } = off;
  const port = browser.runtime.connect({ name: FRAMES_PORT });
  const tiles = new Tiles(hintsFor(location.hostname));
  const grabber = new Grabber();
  // First of all: whatever a page may do to what follows, it can be turned off.
  port.onDisconnect.addListener(() => {
    off.abort();
    // After the extension was reloaded there is nobody to tell.
    if (browser.runtime.id) notify("cut-off");
  });
  // A page kept for the back button is out of the call.
  addEventListener("pagehide", () => off.abort(), { signal });
  signal.addEventListener(
    "abort",
    () => {
      grabber.close();
      port.disconnect();
    },
    { once: true },
  );
  const overlay = new Overlay(tiles, signal);
  const grabbing = new Set<string>();
  /** Until it is known who may be read, nobody is. */
  let choice: ReadingChoice | null = null;
  let told: string | null = null;

  const send = (message: FromContent) => {
    if (!signal.aborted) post(port, message);
  };

  const isRead = (tile: PageTile | undefined) =>
    tile !== undefined && choice !== null && mayRead({ ...tile, name: tile.certainName }, choice);

  const tell = () => {
    if (!choice) return;
    const all = tiles.all;
    const read = new Set(all.filter(isRead));
    const list = [...read].map(({ id, name, self }) => ({ id, name, self }));
    const leftOut = all.filter((tile) => !read.has(tile)).map(({ id }) => id);
    for (const id of leftOut) overlay.showReading(id, null);
    const telling = JSON.stringify([list, leftOut]);
    if (telling === told) return;
    told = telling;
    send({ type: "tiles", tiles: list, leftOut });
  };

  const lookAgain = watchVideos(
    {
      videos: (videos) => {
        tiles.update(videos, performance.now());
        tell();
        overlay.place();
      },
      frames: () => notify("new-frames"),
    },
    signal,
  );

  const grab = async (id: string) => {
    // Asked again before it has answered: one answer will do.
    if (grabbing.has(id)) return;
    if (choice && choosesAmong(choice)) tiles.lookUp(id);
    if (tiles.get(id) && !isRead(tiles.get(id))) return overlay.showReading(id, null);
    grabbing.add(id);
    const timeMs = Date.now();
    const result = await picture(id, tiles, grabber);
    grabbing.delete(id);
    // Left out while the picture was being taken: it is forgotten.
    if ("image" in result && !isRead(tiles.get(id))) return overlay.showReading(id, null);
    if ("image" in result) {
      send({ type: "frame", tile: id, timeMs, image: result.image, grabMs: result.costMs });
    } else {
      send({ type: "no-frame", tile: id, reason: result.reason });
      overlay.showReading(id, null);
    }
  };

  port.onMessage.addListener((value: unknown) => {
    if (signal.aborted) return;
    // None but the extension can be at the other end.
    const message = value as ToContent;
    if (message.type === "settings") {
      choice = choiceOf(message.settings);
      overlay.setBadges(message.settings.badges);
      return tell();
    }
    if (message.type === "reading") {
      return overlay.showReading(message.tile, isRead(tiles.get(message.tile)) ? message.reading : null);
    }
    lookAgain();
    for (const id of message.tiles) void grab(id);
  });
}

function notify(type: "new-frames" | "cut-off"): void {
  browser.runtime.sendMessage({ type } satisfies RuntimeMessage).catch(() => undefined);
}

async function picture(id: string, tiles: Tiles, grabber: Grabber): Promise<Grab> {
  const video = tiles.get(id)?.video;
  if (!video) return { reason: "not-ready" };
  if (tiles.isStill(id, performance.now())) return { reason: "still" };
  // Another's picture waits until the next scan has given it an id of its own.
  if (!tiles.isTheSame(id)) return { reason: "not-ready" };
  const grab = await grabber.grab(video);
  // It may have become another's while it was taken.
  return tiles.isTheSame(id) ? grab : { reason: "not-ready" };
}
