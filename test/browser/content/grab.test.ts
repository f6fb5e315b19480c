import { expect, test } from "vitest";
import { type Answer, PATIENCE } from "./harness.ts";
import { call, harness, openPageForEachTest } from "./setup.ts";

openPageForEachTest();

/** Someone joins and is found; returns the tile's id. */
async function join(name: string): Promise<string> {
  await call.page.evaluate((name) => window.call.join(name), name);
  if ((await call.connections()) === 0) await call.inject();
  return (await call.tilesNamed(name))[0]?.id ?? "";
}

/**
 * Shows a canvas of `width × height`, black on its left, white on its right, with a corner that changes; as it is, or
 * through a peer connection, whose codec wants luma.
 */
async function showHalves(width: number, height: number, through: "canvas" | "peer connection"): Promise<string> {
  await call.page.evaluate(
    async (width, height, through) => {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width, height });
      const context = canvas.getContext("2d");
      let shade = 0;
      setInterval(() => {
        if (!context) return;
        context.fillStyle = "black";
        context.fillRect(0, 0, canvas.width / 2, canvas.height);
        context.fillStyle = "white";
        context.fillRect(canvas.width / 2, 0, canvas.width / 2, canvas.height);
        context.fillStyle = `hsl(0 0 ${++shade % 100}%)`;
        context.fillRect(0, 0, 8, 8);
      }, 50);
      const [track] = canvas.captureStream().getVideoTracks();
      if (!track) throw new Error("The canvas gives no track.");
      if (through === "peer connection") return await window.call.join("Halves", track);
      const video = window.call.video(track);
      video.title = "Halves";
      document.body.append(video);
    },
    width,
    height,
    through,
  );
  await call.inject();
  return (await call.tilesNamed("Halves"))[0]?.id ?? "";
}

/** The grey at a place given in shares of the picture. */
function shadeAt(answer: Answer | undefined, x: number, y: number): number {
  if (answer?.type !== "frame") throw new Error("There is no picture.");
  const { width, height, pixels } = answer.image;
  return pixels[Math.floor(y * height) * width + Math.floor(x * width)] ?? -1;
}

test.for(["canvas", "peer connection"] as const)("gives small grey pictures of what a %s shows", async (through) => {
  const beforeMs = Date.now();
  const id = await showHalves(960, 540, through);
  const answer = await call.grabUntil(id, "frame");
  expect(answer).toMatchObject({ tile: id, image: { width: 320, height: 180 } });
  // By the wall clock, which the page reads in its own way.
  const timeMs = answer.type === "frame" ? answer.timeMs : Number.NaN;
  expect(timeMs).toBeGreaterThan(beforeMs - 1000);
  expect(timeMs).toBeLessThan(Date.now() + 1000);
  expect(shadeAt(answer, 0.25, 0.5)).toBeLessThan(12);
  expect(shadeAt(answer, 0.75, 0.5)).toBeGreaterThan(243);
});

test.for([
  { is: [180, 240], gives: [180, 240] },
  { is: [360, 720], gives: [320, 640] },
  { is: [640, 2000], gives: [205, 640] },
])("makes a picture of $is no larger than it is or than may leave the page", async ({ is, gives }) => {
  const id = await showHalves(is[0] ?? 0, is[1] ?? 0, "canvas");
  expect(await call.grabUntil(id, "frame")).toMatchObject({ image: { width: gives[0], height: gives[1] } });
});

test("follows a video whose size changes", async () => {
  const id = await showHalves(640, 360, "canvas");
  expect(await call.grabUntil(id, "frame")).toMatchObject({ image: { width: 320, height: 180 } });
  await call.page.evaluate(() => {
    const video = document.querySelector("video");
    const track = video?.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks()[0] : undefined;
    if (!(track instanceof CanvasCaptureMediaStreamTrack)) throw new Error("That is no canvas.");
    Object.assign(track.canvas, { width: 300, height: 400 });
  });
  await expect
    .poll(async () => (await call.grab(id))[0], PATIENCE)
    .toMatchObject({
      image: { width: 300, height: 400 },
    });
});

test("says that a camera is off when its sender stops, and reads it again when it goes on", async () => {
  const id = await join("Ada");
  await call.grabUntil(id, "frame");
  await call.page.evaluate(() => window.call.person("Ada").sender.replaceTrack(null));
  await call.grabUntil(id, "still");
  await call.page.evaluate(() => {
    const { sender, camera } = window.call.person("Ada");
    return sender.replaceTrack(camera);
  });
  await call.grabUntil(id, "frame");
  expect(await call.tilesNamed("Ada")).toMatchObject([{ id }]);
});

test("says that a camera is off when its sender sends black", async () => {
  const id = await join("Ada");
  await call.page.evaluate(() => {
    window.call.person("Ada").camera.enabled = false;
  });
  await call.grabUntil(id, "still");
});

test("says that a camera is off when the page hides or pauses the video, or disables or stops its track", async () => {
  const id = await join("Ada");
  const video = await call.page.evaluateHandle(() => window.call.videoOf("Ada"));
  const track = await call.page.evaluateHandle(() => window.call.person("Ada").track);
  const switches: readonly [() => Promise<void>, () => Promise<void>][] = [
    [
      () => video.evaluate((video) => video.style.setProperty("visibility", "hidden")),
      () => video.evaluate((video) => video.style.setProperty("visibility", "visible")),
    ],
    [() => video.evaluate((video) => video.pause()), () => video.evaluate((video) => video.play())],
    [
      () => track.evaluate((track) => void Object.assign(track, { enabled: false })),
      () => track.evaluate((track) => void Object.assign(track, { enabled: true })),
    ],
  ];
  for (const [off, on] of switches) {
    await off();
    await call.grabUntil(id, "still");
    await on();
    await call.grabUntil(id, "frame");
  }
  await track.evaluate((track) => track.stop());
  await call.grabUntil(id, "still");
});

test("goes on in a hidden page, with fresh pictures", async () => {
  const id = await join("Ada");
  await call.grabUntil(id, "frame");
  const other = await harness.browser.newPage();
  await other.bringToFront();
  await expect.poll(() => call.page.evaluate(() => document.visibilityState), PATIENCE).toBe("hidden");
  const pictures = new Set<string>();
  await expect
    .poll(async () => {
      const [answer] = await call.grab(id);
      if (answer?.type === "frame") pictures.add(answer.image.pixels.toString());
      return pictures.size;
    }, PATIENCE)
    .toBeGreaterThan(5);
  await call.page.bringToFront();
  await other.close();
});

test("says that a video of another origin can't be read, and goes on reading the rest", async () => {
  const id = await join("Ada");
  const recorded = await call.page.evaluate(() => window.call.record());
  const src = await harness.serveElsewhere("video.webm", Uint8Array.from(recorded));
  await call.page.evaluate((src) => window.call.play(src, "Elsewhere"), src);
  const [, elsewhere] = await call.tilesNamed("Ada", "Elsewhere");
  await call.grabUntil(elsewhere?.id ?? "", "unreadable");
  await call.grabUntil(id, "frame");
});

test("says that a video is not ready when it has been emptied, and that a tile is not there", async () => {
  await call.page.evaluate(async () => {
    const file = new Blob([Uint8Array.from(await window.call.record())]);
    await window.call.play(URL.createObjectURL(file), "A file");
  });
  await call.inject();
  const [tile] = await call.tilesNamed("A file");
  await call.page.evaluate(() => {
    const video = document.querySelector("video");
    if (!video) return;
    video.src = "data:video/webm;base64,";
    // As a player does that goes on to the next.
    video.autoplay = true;
  });
  const [answer] = await call.grab(tile?.id ?? "");
  expect(answer).toMatchObject({ type: "no-frame", reason: expect.stringMatching(/not-ready|still/) });
  expect(await call.grab("nobody")).toMatchObject([{ type: "no-frame", tile: "nobody", reason: "not-ready" }]);
});

test("answers when elements are removed while their pictures are taken, and asks for each tile but once at a time", async () => {
  const id = await join("Ada");
  await call.grabUntil(id, "frame");
  const before = (await call.answers()).length;
  const answered = async () => (await call.answers()).length - before;
  await call.send({ type: "grab", tiles: [id, id, id] });
  await call.page.evaluate(() => document.getElementById("Ada")?.remove());
  // Asked again before it has answered, it answers once.
  await expect.poll(answered, PATIENCE).toBe(1);
  await call.send({ type: "grab", tiles: [id] });
  await expect.poll(answered, PATIENCE).toBe(2);
});
