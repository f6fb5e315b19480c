// Videos that change under an element, and that lie in pages of every layout.

import { expect, test, vi } from "vitest";
import { mark, openPageForEach, PATIENCE, page, setVideo, showFilm, waitForMark } from "./element-page.ts";

openPageForEach();

/** Shows cameras, `<video>`s with these ids, and lets the element read the first. */
async function showCameras(...ids: string[]): Promise<void> {
  await showFilm();
  await page.evaluate(async (ids) => {
    const face = await createImageBitmap(await (await fetch("/face.png")).blob());
    for (const id of ids) {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [640, 360];
      setInterval(() => canvas.getContext("2d")?.drawImage(face, 200, 60, 240, 240), 100);
      const video = Object.assign(document.createElement("video"), { id, muted: true, autoplay: true });
      video.srcObject = canvas.captureStream(10);
      document.body.append(video);
    }
    document.querySelector("countenance-live")?.setAttribute("for", ids[0] ?? "");
  }, ids);
}

/** The ids of a camera's faces, in three readings or more. */
async function facesOf(id: string): Promise<Set<number>> {
  const faces = () =>
    page.evaluate(
      (id) => notes.readings.flatMap(({ video, readings }) => (video.id === id ? readings : [])).map((r) => r.faceId),
      id,
    );
  await vi.waitFor(async () => expect((await faces()).length).toBeGreaterThan(2), PATIENCE);
  return new Set(await faces());
}

const readings = () => page.evaluate(() => notes.readings.length);

test("a face of one camera is not taken for one of the next", async () => {
  await showCameras("one", "other");
  const before = await facesOf("one");
  await page.$eval("countenance-live", (element) => element.setAttribute("for", "other"));
  const after = await facesOf("other");
  expect([before.size, after.size]).toEqual([1, 1]);
  expect(after).not.toEqual(before);
});

test("a video of sound alone, as of who has no camera, is no failure", async () => {
  await showCameras("one");
  await facesOf("one");
  await page.$eval("#one", async (video) => {
    const { stream } = new AudioContext().createMediaStreamDestination();
    (video as HTMLVideoElement).srcObject = stream;
    await new Promise((resolve) => video.addEventListener("canplay", resolve, { once: true }));
  });
  await vi.waitFor(async () => expect(await mark()).toBeNull(), PATIENCE);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await page.evaluate(() => notes.failures)).toEqual([]);
});

test("in another document, as of a frame, boxes look as they did", async () => {
  await showFilm();
  await waitForMark(50 + 160, 60 + 185);
  await page.evaluate(() => {
    const frame = Object.assign(document.createElement("iframe"), { width: "800", height: "500" });
    document.body.append(frame);
    const [film, live] = document.querySelectorAll<HTMLElement>("video, countenance-live");
    // A video of the frame's own: its classes are not this window's.
    frame.contentDocument?.body.append(live ?? "");
    frame.contentDocument?.body.insertAdjacentHTML("beforeend", film?.outerHTML ?? "");
    film?.remove();
    // Nowhere to be shown, and back again.
    for (const element of frame.contentDocument?.querySelectorAll("countenance-live") ?? []) {
      document.createElement("template").content.append(element);
      frame.contentDocument?.body.append(element);
    }
  });
  const box = () =>
    page.$eval("iframe", ({ contentDocument }) => {
      const box = contentDocument?.querySelector("countenance-live")?.shadowRoot?.querySelector(".box");
      const { x = 0, width = 0 } = box?.getBoundingClientRect() ?? {};
      return { border: box && getComputedStyle(box).borderTopWidth, isThere: Math.abs(x + width / 2 - 210) < 25 };
    });
  await vi.waitFor(async () => expect(await box()).toEqual({ border: "2px", isThere: true }), PATIENCE);
});

test("a face that is looked at every few seconds is the same each time", async () => {
  await showCameras("one");
  await page.$eval("countenance-live", (element) => element.setAttribute("rate", "0.4"));
  expect((await facesOf("one")).size).toBe(1);
});

/** Gives a camera's picture that width, what is on it growing along. */
async function resizeTo(video: HTMLVideoElement, width: number): Promise<void> {
  const [track] = (video.srcObject as MediaStream).getVideoTracks();
  const { canvas } = track as CanvasCaptureMediaStreamTrack;
  const resized = new Promise((resolve) => video.addEventListener("resize", resolve, { once: true }));
  [canvas.width, canvas.height] = [width, (width * 9) / 16];
  canvas.getContext("2d")?.scale(width / 640, width / 640);
  await resized;
}

test("a box stays on its face when the picture gets more pixels, however long the next reading takes", async () => {
  await showCameras("one");
  await setVideo({ style: "; display: none" });
  await page.$eval("video#one", ({ style }) => {
    style.cssText = "width: 640px; height: 360px";
  });
  await facesOf("one");
  await page.$eval("countenance-live", (element) => element.setAttribute("rate", "0.1"));
  // The reading that is under way, and perhaps one more, still come.
  await expect
    .poll(async () => {
      const count = await readings();
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return (await readings()) - count;
    }, PATIENCE)
    .toBe(0);
  // Ten seconds lie between two readings, and on a busy computer one may come in between: then once more.
  let width = 640;
  await expect
    .poll(async () => {
      width = width === 640 ? 1280 : 640;
      const [before, count] = [await mark(), await readings()];
      await page.$eval("video#one", resizeTo, width);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const after = await mark();
      return (await readings()) === count && [after?.x === before?.x, after?.y === before?.y];
    }, PATIENCE)
    .toEqual([true, true]);
});

test("a box does not outlast its picture, however long the next reading takes", async () => {
  await showFilm();
  await waitForMark(50 + 160, 60 + 185);
  await page.$eval("countenance-live", (element) => element.setAttribute("rate", "0.1"));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const wind = (time: number) =>
    page.$eval(
      "video",
      async (video, time) => {
        video.currentTime = time;
        await new Promise((resolve) => video.addEventListener("seeked", resolve, { once: true }));
        for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
      },
      time,
    );
  await wind(1.5);
  expect(await mark()).toBeNull();
  await waitForMark(50 + 480, 60 + 185);
  // Where it was: a paused video is read again, too.
  await wind(1.5);
  await waitForMark(50 + 480, 60 + 185);
  // Another film, here the same anew.
  await page.$eval("video", async (video) => {
    video.load();
    await new Promise((resolve) => video.addEventListener("loadeddata", resolve, { once: true }));
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
  });
  expect(await mark()).toBeNull();
});

test("boxes lie on faces, their words legible, in pages that mirror, scale and zoom", async () => {
  await showFilm();
  await page.evaluate(() => {
    const [outer, inner] = [document.createElement("div"), document.createElement("div")];
    document.body.append(outer);
    outer.append(inner);
    inner.append(...document.querySelectorAll("video, countenance-live"));
  });
  const setPage = (outer: string, inner = "", video = "") =>
    page.evaluate(
      (outer, inner, video) => {
        const element = document.querySelector<HTMLElement>("body > div");
        if (!element) throw new Error("There is no such element.");
        element.style.cssText = `position: absolute; inset: 0; transform-origin: 0 0; ${outer}`;
        (element.firstElementChild as HTMLElement).style.cssText = inner;
        const film = document.querySelector("video");
        if (film)
          film.style.cssText = `position: absolute; left: 50px; top: 60px; width: 640px; height: 360px; ${video}`;
      },
      outer,
      inner,
      video,
    );
  /** The box's width, the label's height, and whether its symbol comes before its word. */
  const shape = () =>
    page.$eval("countenance-live", (element) => {
      const rect = (selector: string) =>
        element.shadowRoot?.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
      const [box, label, symbol] = [rect(".box"), rect(".plate"), rect(".plate svg")];
      const isLeft = symbol.left - label.left < label.right - symbol.right;
      return { width: box.width, high: label.height, legible: isLeft === element.matches(":dir(ltr)") };
    });
  const [x, y] = [50 + 160, 60 + 185];
  await waitForMark(x, y);
  const { width, high } = await shape();

  const layouts: readonly [styles: [string, string?, string?], x: number, y: number, scale: number][] = [
    [["", "", "scale: -1 1"], 50 + 640 - 160, y, 1],
    [["transform: translateX(1000px) scaleX(-1)"], 1000 - x, y, 1],
    [["", "", "scale: -1 1; padding-left: 60px"], 50 + 640 - 160, y, 1],
    [["", "", "rotate: y 180deg"], 50 + 640 - 160, y, 1],
    [["scale: -1 1; translate: 1000px"], 1000 - x, y, 1],
    // Mirrored twice is not mirrored.
    [["transform: translateX(1000px) rotateY(180deg)", "", "transform: scaleX(-1)"], 1000 - (50 + 640 - 160), y, 1],
    [["transform: scale(0.5)"], x / 2, y / 2, 0.5],
    [["zoom: 0.5"], x / 2, y / 2, 0.5],
    [["zoom: 0.5", "scale: 1.2; transform-origin: 0 0"], 0.6 * x, 0.6 * y, 0.6],
  ];
  for (const [styles, middleX, middleY, scale] of layouts) {
    await setPage(...styles);
    await waitForMark(middleX, middleY);
    await vi.waitFor(async () => {
      const found = await shape();
      expect(found.legible).toBe(true);
      expect(found.high).toBeCloseTo(high, 2);
      expect(found.width / width).toBeCloseTo(scale, 1);
    }, PATIENCE);
  }

  await page.evaluate(() => {
    document.body.dir = "rtl";
  });
  await setPage("transform: translateX(1000px) scaleX(-1)");
  await waitForMark(1000 - x, y);

  // Video and element need not lie in the same place.
  await page.$eval("countenance-live", (element) => document.body.append(element));
  await setPage("transform: translateX(1000px) scale(-0.5, 0.5)");
  await waitForMark(1000 - x / 2, y / 2);
  await setVideo({ time: 1.5 });
  await waitForMark(1000 - (50 + 480) / 2, y / 2);
});
