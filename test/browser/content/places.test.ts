// Wherever in the page a video is, it is found: shadow trees, frames, out of sight, another window.

import { expect, test } from "vitest";
import { PATIENCE } from "./harness.ts";
import { call, join, openPageForEachTest } from "./setup.ts";

openPageForEachTest();

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
  await expect.poll(() => call.connections(), PATIENCE).toBe(2);
  await call.tilesNamed("Inside");
});

test("tells of many frames that come at once but once", async () => {
  await call.inject();
  const before = (await call.told()).length;
  await call.page.evaluate(() => {
    const frames = Array.from({ length: 30 }, () => document.createElement("iframe"));
    document.body.append(...frames);
  });
  const told = async () => (await call.told()).slice(before);
  await expect.poll(told, PATIENCE).toEqual([{ type: "new-frames" }]);
  // Long enough for a second time, and a third.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  expect(await told()).toEqual([{ type: "new-frames" }]);
});

test("tells of a frame that had loaded in a shadow tree before anybody listened there", async () => {
  await call.inject();
  const before = (await call.told()).length;
  await call.page.evaluate(async () => {
    const frame = document.createElement("iframe");
    frame.src = location.href;
    const host = document.body.appendChild(document.createElement("div"));
    host.attachShadow({ mode: "open" }).append(frame);
    await new Promise((resolve) => frame.addEventListener("load", resolve));
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
