import browser from "webextension-polyfill";
import { FRAMES_PORT, type FromContent, type Tile } from "../messages/messages.ts";
import { post } from "../messages/port.ts";
import { type Grab, Grabber } from "./grab.ts";
import { Overlay } from "./overlay/overlay.ts";
import { parseToContent } from "./parse-to-content.ts";
import { hintsFor } from "./sites/hints-for.ts";
import { Tiles } from "./tiles.ts";
import { watchVideos } from "./video-search.ts";

/** Reads a frame of a page until `off` aborts, which the end of the call, of the page or of the extension does. */
export function readPage(off: AbortController): void {
  const { signal } = off;
  const port = browser.runtime.connect({ name: FRAMES_PORT });
  const tiles = new Tiles(hintsFor(location.hostname));
  const grabber = new Grabber();
  const grabbing = new Set<string>();
  const overlay = new Overlay(tiles, signal);
  let told: string | null = null;

  const send = (message: FromContent) => {
    if (!signal.aborted) post(port, message);
  };

  const lookAgain = watchVideos((videos) => {
    tiles.update(videos, performance.now());
    overlay.place();
    const list: Tile[] = tiles.all.map(({ id, name, self }) => ({ id, name, self }));
    const telling = JSON.stringify(list);
    if (telling === told) return;
    told = telling;
    send({ type: "tiles", tiles: list });
  }, signal);

  const grab = async (id: string) => {
    // Asked again before it has answered: one answer will do.
    if (grabbing.has(id)) return;
    grabbing.add(id);
    const timeMs = Date.now();
    const result = await picture(id, tiles, grabber);
    grabbing.delete(id);
    if ("image" in result) {
      send({ type: "frame", tile: id, timeMs, image: result.image, grabMs: result.costMs });
    } else {
      send({ type: "no-frame", tile: id, timeMs, reason: result.reason });
      overlay.showReading(id, null);
    }
  };

  port.onMessage.addListener((value: unknown) => {
    const message = parseToContent(value);
    if (signal.aborted || !message) return;
    if (message.type === "reading") return overlay.showReading(message.tile, message.reading);
    lookAgain();
    for (const id of message.tiles) void grab(id);
  });
  port.onDisconnect.addListener(() => off.abort());
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
}

async function picture(id: string, tiles: Tiles, grabber: Grabber): Promise<Grab> {
  const video = tiles.get(id)?.video;
  if (!video) return { reason: "not-ready" };
  if (tiles.isStill(id, performance.now())) return { reason: "still" };
  const grab = await grabber.grab(video);
  return tiles.get(id) ? grab : { reason: "not-ready" };
}
