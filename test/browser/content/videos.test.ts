// Which videos are participants, and which of them is the user.

import { expect, test } from "vitest";
import { call, join, openPageForEachTest } from "./setup.ts";

openPageForEachTest();

test("leaves decoys alone: hidden, small, parked, empty, paused", async () => {
  await join("Ada");
  await call.page.evaluate(async () => {
    const styles = [
      "display: none",
      "visibility: hidden; width: 320px; height: 180px",
      "opacity: 0; width: 320px; height: 180px",
      "width: 0; height: 0",
      "width: 63px; height: 63px",
      "position: absolute; left: -9999px; width: 320px; height: 180px",
    ];
    for (const style of styles) document.body.append(window.call.video(window.call.person("Ada").track.clone(), style));
    const wrapper = document.createElement("div");
    wrapper.style.opacity = "0";
    wrapper.append(window.call.video(window.call.person("Ada").track.clone()));
    const empty = document.createElement("video");
    empty.style.cssText = "width: 320px; height: 180px";
    const stopped = window.call.video(window.call.person("Ada").track.clone());
    stopped.autoplay = false;
    document.body.append(wrapper, empty, stopped);
  });
  await call.inject();
  await call.tilesNamed("Ada");
  // Who comes after them is told of after them.
  await join("Bob");
  await call.tilesNamed("Ada", "Bob");
});

test("leaves screen shares alone, by what the track, the tile or its name says, and never by shape", async () => {
  await join("Ada", "Ada’s screen", "Presentation", "Slides", "Marked", "Wide");
  await call.page.evaluate(() => {
    window.call.person("Slides").track.contentHint = "detail";
    document.getElementById("Marked")?.classList.add("screen-share-tile");
    window.call.videoOf("Wide").style.cssText = "width: 1200px; height: 300px";
  });
  await call.inject();
  await call.tilesNamed("Ada", "Wide");
  // A camera that turns into a share goes, with its owner's name and id still on the tile.
  await call.page.evaluate(() => {
    window.call.person("Wide").track.contentHint = "text";
  });
  await call.tilesNamed("Ada");
});

test("tells the user's own camera by its being muted and mirrored", async () => {
  await join("Ada", "Own");
  await call.page.evaluate(() => {
    const tile = document.getElementById("Own");
    if (tile) tile.style.transform = "rotateY(180deg)";
  });
  await call.inject();
  expect((await call.tilesNamed("Ada", "Own")).map(({ self }) => self)).toEqual([false, true]);
});

test("of the only camera that is on nothing is told that stands on the tiles of the others", async () => {
  await join("Ben");
  await call.page.evaluate(() => {
    const gallery = document.body.appendChild(document.createElement("div"));
    gallery.className = "participants";
    gallery.style.cssText = "display: flex; width: 1000px";
    const own = document.createElement("div");
    own.dataset.self = "true";
    own.style.cssText = "width: 320px; height: 180px";
    own.innerHTML = '<span class="display-name">Me</span>';
    gallery.append(own, document.getElementById("Ben") ?? "");
  });
  await call.inject();
  const [ben] = await call.tilesNamed("Ben");
  expect(ben?.self).toBe(false);
  // Nor when the last camera is off, too, and its video has no size to go by.
  await call.page.evaluate(() => {
    window.call.videoOf("Ben").style.display = "none";
  });
  await call.grabUntil(ben?.id ?? "", "still");
  await new Promise((resolve) => setTimeout(resolve, 7000));
  expect(await call.tiles()).toEqual([ben]);
});

test("reads videos that play a file, by their element", async () => {
  await call.page.evaluate(async () => {
    const file = new Blob([Uint8Array.from(await window.call.record())]);
    await window.call.play(URL.createObjectURL(file), "A recording");
  });
  await call.inject();
  const [tile] = await call.tilesNamed("A recording");
  await call.grabUntil(tile?.id ?? "", "frame");
});
