// Servers that send but those who speak send one after the other on the same track: on sites that tell people apart by
// their names alone, these do; on those of Jitsi the ids of the tiles.

import { expect, test } from "vitest";
import type { Tiles } from "../../../src/content/tiles.ts";
import { addPart, call, openPageForEachTest } from "./setup.ts";

declare global {
  interface Window {
    /** Of a page of Teams. */
    tiles: Tiles;
    /** Of a page of Jitsi. */
    jitsi: Tiles;
  }
}

openPageForEachTest(async () => {
  await addPart(`
    import { GENERIC } from "./sites/generic.ts";
    import { JITSI } from "./sites/jitsi.ts";
    import { TEAMS } from "./sites/teams.ts";
    import { Tiles } from "./tiles.ts";
    window.tiles = new Tiles([TEAMS, GENERIC]);
    window.jitsi = new Tiles([JITSI, GENERIC]);`);
  await call.page.evaluate(async () => {
    const tile = document.createElement("div");
    tile.dataset.cid = "calling-participant-stream";
    const tag = document.createElement("span");
    tag.dataset.tid = "participant-info-nametag";
    const video = window.call.video(await window.call.camera());
    tile.append(video, tag);
    document.body.append(tile);
    await video.play();
  });
});

/** The tile's name is written, or hidden; returns the ids and names of those who are there after the next scan. */
async function seen(name: string): Promise<string[][]> {
  return await call.page.evaluate((name) => {
    document.querySelector("[data-tid]")?.replaceChildren(name);
    window.tiles.update([...document.querySelectorAll("video")], performance.now());
    return window.tiles.all.filter(({ isShown }) => isShown).map(({ id, name }) => [id, name]);
  }, name);
}

test("who follows on a track under another name is somebody else, who comes back the same again", async () => {
  expect(await seen("Ada")).toEqual([["tile-1", "Ada"]]);
  expect(await seen(""), "the name is hidden").toEqual([["tile-1", "Ada"]]);
  expect(await seen("Ada (Guest)")).toEqual([["tile-1", "Ada"]]);
  expect(await seen("Ben")).toEqual([["tile-2", "Ben"]]);
  expect(await seen("Ada")).toEqual([["tile-1", "Ada"]]);
});

test("two of one name, who first follow each other and then are both there, have a tile each", async () => {
  await call.page.evaluate(async () => {
    const [tile] = document.querySelectorAll("[data-cid]");
    const other = tile?.cloneNode(true) as HTMLElement;
    other.querySelector("video")?.replaceWith(window.call.video(await window.call.camera()));
    tile?.after(other);
    for (const tag of document.querySelectorAll("[data-tid]")) tag.textContent = "Guest";
    for (const video of document.querySelectorAll("video")) await video.play();
  });
  /** Who is there at a scan, a while after the one before, when these of them are on the page. */
  let timeMs = 0;
  const seenWith = (...shown: boolean[]) => {
    timeMs += 10_000;
    return call.page.evaluate(
      (shown, timeMs) => {
        const videos = [...document.querySelectorAll("video")].filter((_, i) => shown[i]);
        window.tiles.update(videos, timeMs);
        return window.tiles.all.map(({ id, video }) => [id, videos.indexOf(video)]);
      },
      shown,
      timeMs,
    );
  };
  expect(await seenWith(true, false)).toEqual([["tile-1", 0]]);
  await seenWith(false, false);
  expect(await seenWith(false, true)).toEqual([["tile-1", 0]]);
  for (let scan = 0; scan < 2; scan++) {
    expect(await seenWith(true, true)).toEqual([
      ["tile-1", 0],
      ["tile-2", 1],
    ]);
  }
});

test("on Jitsi who follows on a track in another tile is somebody else; a second filmstrip shows the same people", async () => {
  const seenIn = (...ids: string[]) =>
    call.page.evaluate(async (ids) => {
      const stream = document.querySelector("video")?.srcObject;
      const [track] = stream instanceof MediaStream ? stream.getVideoTracks() : [];
      if (!track) throw new Error("There is no camera.");
      document.body.replaceChildren();
      for (const id of ids) {
        const tile = document.createElement("span");
        tile.id = id;
        const video = window.call.video(track);
        tile.append(video);
        document.body.append(tile);
        await video.play();
      }
      window.jitsi.update([...document.querySelectorAll("video")], performance.now());
      return window.jitsi.all.filter(({ isShown }) => isShown).map(({ id }) => id);
    }, ids);
  expect(await seenIn("participant_a1b2c3d4")).toEqual(["tile-1"]);
  expect(await seenIn("participant_a1b2c3d4_stage", "participant_a1b2c3d4")).toEqual(["tile-1"]);
  expect(await seenIn("participant_e5f60718")).toEqual(["tile-2"]);
  expect(await seenIn("largeVideoContainer", "participant_e5f60718")).toEqual(["tile-2"]);
  expect(await seenIn("largeVideoContainer"), "nothing tells").toEqual(["tile-2"]);
  expect(await seenIn("participant_a1b2c3d4")).toEqual(["tile-1"]);
});
