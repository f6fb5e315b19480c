import { expect, test } from "vitest";
import { PATIENCE } from "./harness.ts";
import { call, openPageForEachTest } from "./setup.ts";

openPageForEachTest();

const join = (...names: string[]) =>
  call.page.evaluate(async (names) => {
    for (const name of names) await window.call.join(name);
  }, names);

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
  await call.page.evaluate(() => {
    const stage = window.call.video(window.call.person("Ada").track, "width: 640px; height: 360px");
    stage.id = "stage";
    document.body.prepend(stage);
  });
  await join("Bob");
  expect((await call.tilesNamed("Ada", "Bob"))[0]).toEqual(told[0]);
  await call.page.evaluate(() => document.getElementById("Ada")?.remove());
  const [ada] = await call.grab(told[0]?.id ?? "");
  expect(ada?.type).toBe("frame");
  await join("Cy");
  expect((await call.tilesNamed("Ada", "Bob", "Cy"))[0]?.id).toBe(told[0]?.id);
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

test("finds videos in shadow trees, and those attached late", async () => {
  await join("Ada");
  await call.page.evaluate(() => {
    const host = document.createElement("div");
    document.body.append(host);
    const inner = document.createElement("div");
    host.attachShadow({ mode: "open" }).append(inner);
    const tag = document.createElement("span");
    tag.textContent = "Deep Blue";
    inner.attachShadow({ mode: "open" }).append(window.call.video(window.call.person("Ada").track.clone()), tag);
  });
  await call.inject();
  await call.tilesNamed("Ada", "Deep Blue");
  await call.page.evaluate(() => {
    const host = document.createElement("section");
    host.style.display = "inline-block";
    document.body.append(host);
    setTimeout(() => {
      host.attachShadow({ mode: "open" }).append(window.call.video(window.call.person("Ada").track.clone()));
      host.ariaLabel = "Late Comer";
    }, 100);
  });
  await call.tilesNamed("Ada", "Deep Blue", "Late Comer");
});

test("finds videos in shadow trees at the end of a page of very many elements", async () => {
  await join("Ada");
  const attach = (name: string) =>
    call.page.evaluate((name) => {
      const host = document.body.appendChild(document.createElement("section"));
      host.style.display = "inline-block";
      host.ariaLabel = name;
      host.attachShadow({ mode: "open" }).append(window.call.video(window.call.person("Ada").track.clone()));
    }, name);
  await call.page.evaluate(() => {
    const much = document.body.appendChild(document.createElement("div"));
    much.hidden = true;
    much.innerHTML = "<p><b></b></p>".repeat(15_000);
  });
  await attach("Deep Blue");
  await call.inject();
  await call.tilesNamed("Ada", "Deep Blue");
  await attach("Late Comer");
  await call.tilesNamed("Ada", "Deep Blue", "Late Comer");
});

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

test("reads videos that play a file, by their element", async () => {
  await call.page.evaluate(async () => {
    const file = new Blob([Uint8Array.from(await window.call.record())]);
    await window.call.play(URL.createObjectURL(file), "A recording");
  });
  await call.inject();
  const [tile] = await call.tilesNamed("A recording");
  await call.grabUntil(tile?.id ?? "", "frame");
});

test("reads frames within the page", async () => {
  await call.page.evaluate(async () => {
    const frame = document.createElement("iframe");
    frame.src = location.href;
    frame.style.cssText = "width: 640px; height: 400px";
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener("load", resolve));
    await frame.contentWindow?.call.join("Inside");
  });
  await call.inject();
  expect(await call.connections()).toBe(2);
  await call.tilesNamed("Inside");
});

test("tells of many frames that come at once but once", async () => {
  await call.inject();
  const before = (await call.told()).length;
  await call.page.evaluate(() => {
    const frames = Array.from({ length: 30 }, () => document.createElement("iframe"));
    document.body.append(...frames);
  });
  await expect.poll(async () => (await call.told()).slice(before), PATIENCE).toEqual([{ type: "new-frames" }]);
});

test.for([
  { where: "down a list", dir: "ltr", tile: "", scroll: { top: 1000 } },
  { where: "along a strip", dir: "ltr", tile: "", scroll: { left: 1000 } },
  { where: "in a strip from right to left", dir: "rtl", tile: "margin-right: 2000px", scroll: { left: 0 } },
])("reads who is scrolled away $where", async ({ dir, tile, scroll }) => {
  await join("Ada");
  await call.inject();
  const [ada] = await call.tilesNamed("Ada");
  const edge = await call.page.evaluate(
    async (dir, style, scroll) => {
      // Muted videos that play by themselves the browser pauses while they are out of sight.
      const video = window.call.videoOf("Ada");
      video.autoplay = false;
      await video.play();
      const strip = document.createElement("div");
      strip.dir = dir;
      strip.style.cssText = "overflow: auto; width: 330px; height: 220px";
      strip.innerHTML = "<div style='width: 3000px; height: 2000px'></div>";
      document.body.prepend(strip);
      const tile = document.getElementById("Ada") ?? strip;
      tile.style.cssText += style;
      strip.firstElementChild?.append(tile);
      strip.scrollTo(scroll);
      const { right, bottom } = tile.getBoundingClientRect();
      return Math.min(right, bottom);
    },
    dir,
    tile,
    scroll,
  );
  expect(edge).toBeLessThan(0);
  // Who comes later is told of later: by then all have been looked at again.
  await join("Bob");
  await call.tilesNamed("Ada", "Bob");
  await call.grabUntil(ada?.id ?? "", "frame");
  expect((await call.grab(ada?.id ?? ""))[0]?.type).toBe("frame");
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

test("reads who is taken along into a window over the others, and back", async () => {
  await join("Ada", "Bob");
  await call.inject();
  const told = await call.tilesNamed("Ada", "Bob");
  await call.page.evaluate(() => {
    document.addEventListener(
      "click",
      async () => {
        const small = await documentPictureInPicture?.requestWindow({ width: 400, height: 300 });
        small?.document.body.append(document.getElementById("Ada") ?? "");
        small?.addEventListener("pagehide", () => document.body.append(small.document.getElementById("Ada") ?? ""));
      },
      { once: true },
    );
  });
  await call.page.mouse.click(1200, 700);
  await call.page.waitForFunction(() => documentPictureInPicture?.window?.document.getElementById("Ada"));
  // And one who has only ever been in there.
  await call.page.evaluate(async () => {
    await window.call.join("Cy");
    const small = documentPictureInPicture?.window?.document;
    const tile = small?.createElement("div");
    const video = small?.createElement("video");
    if (!tile || !video) return;
    tile.append(video, "Cy");
    video.srcObject = window.call.videoOf("Cy").srcObject;
    document.getElementById("Cy")?.remove();
    small?.body.append(tile);
    video.muted = true;
    await video.play();
  });
  const [ada, , cy] = await call.tilesNamed("Ada", "Bob", "Cy");
  expect(ada).toEqual(told[0]);
  await call.grabUntil(ada?.id ?? "", "frame");
  await call.grabUntil(cy?.id ?? "", "frame");
  await call.page.evaluate(() => documentPictureInPicture?.window?.close());
  await call.page.waitForFunction(() => document.getElementById("Ada"));
  expect((await call.tilesNamed("Ada", "Bob"))[0]).toEqual(told[0]);
  await call.grabUntil(ada?.id ?? "", "frame");
});
