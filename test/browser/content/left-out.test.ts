// Who is not to be read: no picture of them is taken, and the page's tiles are told without them.

import { expect, test, vi } from "vitest";
import { PATIENCE } from "./harness.ts";
import { call, join, openPageForEachTest } from "./setup.ts";

openPageForEachTest(() => call.choose({}));

const answersOf = async (id = "") => (await call.answers()).filter(({ tile }) => tile === id).length;

test("left out before the call: never told of, not even by name", async () => {
  await call.choose({ leaveOut: ["ada"] });
  await join("Ada", "Ben");
  await call.inject();
  const [ben] = await call.tilesNamed("Ben");
  await call.grabUntil(ben?.id ?? "", "frame");
  expect(await call.tiles()).toHaveLength(1);
  expect(await call.leftOut()).toEqual([expect.not.stringMatching(/ada/i)]);
});

test("left out while the call goes on: no picture from that moment, though it is asked for", async () => {
  await join("Ada", "Ben");
  await call.inject();
  const [ada, ben] = await call.tilesNamed("Ada", "Ben");
  await call.grabUntil(ada?.id ?? "", "frame");

  await call.choose({ leaveOut: ["ADA"] });
  await call.tilesNamed("Ben");
  expect(await call.leftOut()).toEqual([ada?.id]);
  const before = await answersOf(ada?.id);
  for (let i = 0; i < 5; i++) {
    const asked = await answersOf(ben?.id);
    await call.send({ type: "grab", tiles: [ada?.id, ben?.id] });
    await vi.waitFor(async () => expect(await answersOf(ben?.id)).toBeGreaterThan(asked), PATIENCE);
  }
  expect(await answersOf(ada?.id)).toBe(before);

  await call.choose({ leaveOut: [] });
  expect(await call.tilesNamed("Ada", "Ben")).toEqual([ada, ben]);
  await call.grabUntil(ada?.id ?? "", "frame");
});

test("left out while their picture is being taken: it goes nowhere", async () => {
  await join("Ada", "Ben");
  await call.inject();
  const [ada, ben] = await call.tilesNamed("Ada", "Ben");
  await call.grabUntil(ada?.id ?? "", "frame");
  const before = await answersOf(ada?.id);
  const { held, letGo } = await call.holdCopies();
  await call.send({ type: "grab", tiles: [ada?.id] });
  await held();
  await call.choose({ leaveOut: ["ADA"] });
  await call.tilesNamed("Ben");
  await letGo();
  await call.grabUntil(ben?.id ?? "", "frame");
  expect(await answersOf(ada?.id)).toBe(before);
});

test("who takes a name that is left out is not read from when the page shows it", async () => {
  await call.choose({ leaveOut: ["Cem"] });
  await join("Ada", "Ben");
  await call.inject();
  await call.tilesNamed("Ada", "Ben");
  await call.page.evaluate(() => {
    const tag = document.querySelector("#Ben > div");
    if (tag) tag.textContent = "Cem (Guest)";
  });
  await call.tilesNamed("Ada");
});

test("who takes over a tile and is left out is not read, however short a time ago that was", async () => {
  await call.choose({ leaveOut: ["Cem"] });
  await join("Ada", "Ben");
  await call.inject();
  const [ada, ben] = await call.tilesNamed("Ada", "Ben");
  await call.grabUntil(ben?.id ?? "", "frame");
  const [of, asked] = [await answersOf(ben?.id), await answersOf(ada?.id)];
  await call.page.evaluate(() => {
    const tag = document.querySelector("#Ben > div");
    if (tag) tag.textContent = "Cem";
  });
  await call.send({ type: "grab", tiles: [ben?.id, ada?.id] });
  await vi.waitFor(async () => expect(await answersOf(ada?.id)).toBeGreaterThan(asked), PATIENCE);
  expect(await answersOf(ben?.id)).toBe(of);
});

test("who takes over a tile under another key leaves the name of who was there to them", async () => {
  await call.choose({ leaveOut: ["Cem"] });
  await join("Ada");
  const show = (name: string) =>
    call.page.evaluate((name) => {
      const tile = document.getElementById("Ada");
      tile?.setAttribute("data-participant-id", name);
      tile?.lastElementChild?.replaceChildren(name);
    }, name);
  await show("Ada");
  await call.inject();
  const [ada] = await call.tilesNamed("Ada");
  await show("Dora");
  await call.grab(ada?.id ?? "");
  const [dora] = await call.tilesNamed("Dora");
  expect(dora?.id).not.toBe(ada?.id);
  expect((await call.allTiles()).filter(({ id }) => id === ada?.id).map(({ name }) => name)).not.toContain("Dora");
});

test("while somebody is left out, a name that the page no longer shows counts only where its key says who it is", async () => {
  await call.choose({ leaveOut: ["Cem"] });
  await join("Ada", "Ben");
  await call.page.evaluate(() => document.querySelector("#Ada")?.setAttribute("data-participant-id", "1"));
  await call.inject();
  await call.tilesNamed("Ada", "Ben");
  await call.page.evaluate(() => {
    for (const tag of document.querySelectorAll("#Ada > div, #Ben > div")) tag.remove();
  });
  await call.tilesNamed("Ada");
});

test.each([
  ["a label in another language", (video: HTMLVideoElement) => video.setAttribute("aria-label", "Video von Ada")],
  ["a tooltip", (video: HTMLVideoElement) => video.setAttribute("title", "Double-click for full screen")],
  ["a word on the picture", (video: HTMLVideoElement) => video.before("Pinned by the host")],
  [
    "only a label, its name on a button",
    (video: HTMLVideoElement) => {
      video.setAttribute("aria-label", "Vidéo de Ada");
      const button = document.createElement("button");
      button.append(...(video.nextElementSibling?.childNodes ?? []));
      video.nextElementSibling?.replaceWith(button);
    },
  ],
])("left out whatever else is in the tile: %s", async (_, change) => {
  await call.choose({ leaveOut: ["Ada"] });
  await join("Ada", "Ben");
  const video = await call.page.$("#Ada video");
  await video?.evaluate(change as (video: Element) => void);
  await call.inject();
  await call.tilesNamed("Ben");
  expect(await call.leftOut()).toHaveLength(1);
});

test("left out in a tile far wider than the picture, of which something else is said", async () => {
  await call.choose({ leaveOut: ["Ada"] });
  await join("Ada", "Ben");
  await call.page.evaluate(() => {
    const tile = document.getElementById("Ada");
    if (tile) tile.className = "participant";
    if (tile) tile.style.width = "1000px";
    window.call.videoOf("Ada").title = "Mirrored";
  });
  await call.inject();
  await call.tilesNamed("Ben");
  expect(await call.leftOut()).toHaveLength(1);
});

test("while somebody is left out, neither a state of the connection nor a tooltip that all have is a name", async () => {
  await call.choose({ leaveOut: ["Cem"] });
  await join("Ada", "Ben", "Dora", "Emil");
  await call.page.evaluate(() => {
    for (const video of document.querySelectorAll("video")) video.title = "Double-click for full screen";
    document.querySelector("#Ada > div")?.replaceChildren("Poor connection");
    document.querySelector("#Ben > div")?.replaceChildren("BG");
    document.querySelector("#Dora > div")?.replaceChildren();
  });
  await call.inject();
  await call.tilesNamed("Emil");
  expect(await call.leftOut()).toHaveLength(3);
});

test("mine only: the own camera is read, the others never", async () => {
  await call.choose({ faces: "mine" });
  await join("Ada", "Own");
  await call.page.evaluate(() => {
    window.call.videoOf("Own").style.transform = "scaleX(-1)";
  });
  await call.inject();
  const [own] = await call.tilesNamed("Own");
  expect(own?.self).toBe(true);
  await call.grabUntil(own?.id ?? "", "frame");
  const before = await answersOf(own?.id);
  await call.send({ type: "grab", tiles: [...(await call.leftOut()), own?.id] });
  await vi.waitFor(async () => expect(await answersOf(own?.id)).toBeGreaterThan(before), PATIENCE);
  expect(new Set((await call.answers()).map(({ tile }) => tile))).toEqual(new Set([own?.id]));

  await call.choose({ faces: "everyone" });
  await call.tilesNamed("Ada", "Own");
});

test("mine only: the own camera stays the own while the page hides it, and is read when it shows it again", async () => {
  await call.choose({ faces: "mine" });
  await join("Own");
  await call.page.evaluate(() => {
    const tile = document.getElementById("Own");
    tile?.classList.add("participant");
    const mark = document.createElement("i");
    mark.dataset.self = "true";
    tile?.append(mark);
  });
  await call.inject();
  const [own] = await call.tilesNamed("Own");
  expect(own?.self).toBe(true);
  await call.grabUntil(own?.id ?? "", "frame");
  const display = (value: string) =>
    call.page.evaluate((value) => {
      window.call.videoOf("Own").style.display = value;
    }, value);
  await display("none");
  await call.grabUntil(own?.id ?? "", "still");
  // It is looked through again.
  await join("Ben");
  await vi.waitFor(async () => expect(await call.leftOut()).toHaveLength(1), PATIENCE);
  expect(await call.tiles()).toEqual([own]);
  await display("");
  await call.grabUntil(own?.id ?? "", "frame");
});
