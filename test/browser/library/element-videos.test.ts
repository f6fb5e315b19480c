// Videos that change under an element, and that lie in pages of every layout.

import { expect, test, vi } from "vitest";
import { openPageForEach, PATIENCE, page, showFilm } from "./element-page.ts";

openPageForEach();

test("a face of one camera is not taken for one of the next", async () => {
  await showFilm();
  await page.evaluate(async () => {
    const face = await createImageBitmap(await (await fetch("/face.png")).blob());
    for (const id of ["one", "other"]) {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [640, 360];
      setInterval(() => canvas.getContext("2d")?.drawImage(face, 200, 60, 240, 240), 100);
      const video = Object.assign(document.createElement("video"), { id, muted: true, autoplay: true });
      video.srcObject = canvas.captureStream(10);
      document.body.append(video);
    }
    document.querySelector("countenance-live")?.setAttribute("for", "one");
  });
  const facesOf = async (id: string) => {
    const faces = () =>
      page.evaluate(
        (id) => notes.readings.flatMap(({ video, readings }) => (video.id === id ? readings : [])).map((r) => r.faceId),
        id,
      );
    await vi.waitFor(async () => expect((await faces()).length).toBeGreaterThan(2), PATIENCE);
    return new Set(await faces());
  };
  const before = await facesOf("one");
  await page.$eval("countenance-live", (element) => element.setAttribute("for", "other"));
  const after = await facesOf("other");
  expect([before.size, after.size]).toEqual([1, 1]);
  expect(after).not.toEqual(before);
});
