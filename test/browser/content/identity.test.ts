// Who is told of once has one id, wherever and however the page shows them.

import { expect, test } from "vitest";
import { call, join, openPageForEachTest } from "./setup.ts";

openPageForEachTest();

test("finds who is there, and who joins later, by name", async () => {
  await join("Ada Lovelace");
  await call.inject();
  const [ada] = await call.tilesNamed("Ada Lovelace");
  await join("Grace Hopper");
  const [still, grace] = await call.tilesNamed("Ada Lovelace", "Grace Hopper");
  expect(still).toEqual(ada);
  expect(grace?.id).not.toBe(ada?.id);
});

test("drops who leaves, keeps the others' ids, and gives no id twice", async () => {
  await join("Ada", "Bob", "Cy");
  await call.inject();
  const [ada, bob, cy] = await call.tilesNamed("Ada", "Bob", "Cy");
  await call.page.evaluate(() => window.call.leave("Bob"));
  expect(await call.tilesNamed("Ada", "Cy")).toEqual([ada, cy]);
  await join("Bob");
  const ids = (await call.tilesNamed("Ada", "Cy", "Bob")).map(({ id }) => id);
  expect(ids).not.toContain(bob?.id);
});

test("keeps ids when tiles change places, and when elements change tracks", async () => {
  await join("Ada", "Bob");
  await call.inject();
  const [ada, bob] = await call.tilesNamed("Ada", "Bob");
  await call.page.evaluate(() => {
    document.body.prepend(document.getElementById("Bob") ?? "");
    // And now each shows the other's track, under the other's name.
    const [a, b] = [window.call.videoOf("Ada"), window.call.videoOf("Bob")];
    [a.srcObject, b.srcObject] = [b.srcObject, a.srcObject];
    for (const [video, name] of [
      [a, "Bob"],
      [b, "Ada"],
    ] as const)
      video.nextElementSibling?.replaceChildren(name);
  });
  await call.grabUntil(ada?.id ?? "", "frame");
  await call.grabUntil(bob?.id ?? "", "frame");
  expect(await call.tilesNamed("Ada", "Bob")).toEqual([ada, bob]);
});

test("counts a stage and a thumbnail of one track once, and goes on when either is taken away", async () => {
  await join("Ada");
  await call.inject();
  const told = await call.tilesNamed("Ada");
  await call.page.evaluate(async () => {
    const stage = window.call.video(window.call.person("Ada").track, "width: 640px; height: 360px");
    stage.id = "stage";
    document.body.prepend(stage);
    await stage.play();
  });
  await join("Bob");
  expect((await call.tilesNamed("Ada", "Bob"))[0]).toEqual(told[0]);
  await call.page.evaluate(() => document.getElementById("Ada")?.remove());
  await call.grabUntil(told[0]?.id ?? "", "frame");
  await join("Cy");
  expect((await call.tilesNamed("Ada", "Bob", "Cy"))[0]?.id).toBe(told[0]?.id);
});

test("reads a thumbnail that plays where the stage of the same track is paused", async () => {
  await join("Ada");
  await call.inject();
  const [ada] = await call.tilesNamed("Ada");
  await call.page.evaluate(async () => {
    const stage = window.call.video(window.call.person("Ada").track, "width: 640px; height: 360px");
    document.body.prepend(stage);
    await stage.play();
    stage.autoplay = false;
    stage.pause();
  });
  // Who comes after it is told of after it has been looked at.
  await join("Bob");
  expect((await call.tilesNamed("Ada", "Bob"))[0]).toEqual(ada);
  await call.grabUntil(ada?.id ?? "", "frame");
});

test("keeps the id of who is pinned into a new element, the old one left without a parent", async () => {
  await join("Ada");
  await call.inject();
  const [ada] = await call.tilesNamed("Ada");
  await call.page.evaluate(() => {
    const old = window.call.videoOf("Ada");
    old.replaceWith(window.call.video(window.call.person("Ada").track, "width: 640px; height: 360px"));
  });
  await join("Bob");
  expect((await call.tilesNamed("Ada", "Bob"))[0]).toEqual(ada);
  await call.grabUntil(ada?.id ?? "", "frame");
});

test("gives a camera that comes back on a new track its old id, where the page tells who is who", async () => {
  await join("Ada", "Bob");
  await call.page.evaluate(() => {
    for (const name of ["Ada", "Bob"]) document.getElementById(name)?.setAttribute("data-participant-id", `id-${name}`);
  });
  await call.inject();
  const told = await call.tilesNamed("Ada", "Bob");
  await call.page.evaluate(() => {
    window.call.person("Ada").track.stop();
    window.call.videoOf("Ada").srcObject = null;
  });
  await call.tilesNamed("Bob");
  await call.page.evaluate(async () => {
    window.call.videoOf("Ada").srcObject = new MediaStream([await window.call.camera()]);
  });
  expect((await call.tilesNamed("Bob", "Ada"))[1]).toEqual(told[0]);
});

test("tells people apart who follow each other on one track, where the page tells who is who", async () => {
  await join("Ada", "Bob");
  const show = (tile: string, key: string) =>
    call.page.evaluate(
      (tile, key) => {
        const element = document.getElementById(tile);
        element?.setAttribute("data-participant-id", key);
        element?.lastElementChild?.replaceChildren(key);
      },
      tile,
      key,
    );
  await show("Ada", "Ada");
  await show("Bob", "Bob");
  await call.inject();
  const [ada, bob] = await call.tilesNamed("Ada", "Bob");
  // The tile that showed Ada shows Cy, as servers do that send but those who speak.
  await show("Ada", "Cy");
  const [, cy] = await call.tilesNamed("Bob", "Cy");
  expect([ada?.id, bob?.id]).not.toContain(cy?.id);
  await show("Ada", "Ada");
  expect(await call.tilesNamed("Bob", "Ada")).toEqual([bob, ada]);
});

test("reads nobody under the id of who was there before, however short a time ago that was", async () => {
  await join("Ada", "Bob");
  const show = (key: string) =>
    call.page.evaluate((key) => document.getElementById("Ada")?.setAttribute("data-participant-id", key), key);
  await show("1");
  await call.inject();
  const [ada] = await call.tilesNamed("Ada", "Bob");
  for (let turn = 0; turn < 3; turn++) {
    await call.grabUntil(ada?.id ?? "", "frame");
    await show("2");
    const [answer] = await call.grab(ada?.id ?? "");
    expect(answer?.type).toBe("no-frame");
    await show("1");
  }
});

test("reads nobody under the id of whose video the page has just moved into another's tile", async () => {
  await join("Ada", "Bob", "Cy");
  await call.page.evaluate(() => {
    for (const name of ["Ada", "Bob"]) document.getElementById(name)?.setAttribute("data-participant-id", name);
    // Bob's camera is off: his tile waits for a video.
    document.querySelector("#Bob video")?.remove();
  });
  await call.inject();
  const [ada, cy] = await call.tilesNamed("Ada", "Cy");
  for (let turn = 0; turn < 3; turn++) {
    await call.grabUntil(ada?.id ?? "", "frame");
    await call.page.evaluate(() => document.querySelector("#Bob")?.prepend(window.call.videoOf("Ada")));
    const answers = await call.grab(ada?.id ?? "", cy?.id ?? "");
    expect(answers.find(({ tile }) => tile === ada?.id)?.type).toBe("no-frame");
    await call.page.evaluate(() => document.querySelector("#Ada")?.prepend(document.querySelector("#Bob video") ?? ""));
  }
});
