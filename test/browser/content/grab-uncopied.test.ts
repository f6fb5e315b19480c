// What is not to be had as it was decoded, as on some graphics cards, is drawn.

import { expect, test } from "vitest";
import type { Grabber } from "../../../src/content/grab.ts";
import { addPart, call, openPageForEachTest } from "./setup.ts";

declare global {
  interface Window {
    grabber: Grabber;
  }
}

openPageForEachTest(() => addPart(`import { Grabber } from "./grab.ts"; window.grabber = new Grabber();`));

test("a picture whose luma cannot be copied is drawn", async () => {
  const result = await call.page.evaluate(async () => {
    const video = window.call.video(await window.call.camera());
    document.body.append(video);
    await video.play();
    const failing = { copies: 0 };
    VideoFrame.prototype.copyTo = async () => {
      failing.copies++;
      throw new DOMException("Operation failed.", "OperationError");
    };
    const grab = await window.grabber.grab(video);
    return { ...failing, size: "image" in grab ? [grab.image.width, grab.image.height] : grab.reason };
  });
  expect(result).toEqual({ copies: 1, size: [320, 180] });
});

test("a video that is emptied meanwhile gives no picture, above all not the one drawn before", async () => {
  const result = await call.page.evaluate(async () => {
    const videos = [];
    for (let i = 0; i < 2; i++) {
      const video = window.call.video(await window.call.camera());
      document.body.append(video);
      await video.play();
      videos.push(video);
    }
    const [first, second] = videos;
    if (!first || !second) throw new Error("There are two videos.");
    VideoFrame.prototype.copyTo = async () => {
      throw new DOMException("Operation failed.", "OperationError");
    };
    const drawn = "image" in (await window.grabber.grab(first));
    VideoFrame.prototype.copyTo = async () => {
      second.srcObject = null;
      throw new DOMException("Operation failed.", "OperationError");
    };
    const emptied = await window.grabber.grab(second);
    return { drawn, emptied: "reason" in emptied && emptied.reason };
  });
  expect(result).toEqual({ drawn: true, emptied: "still" });
});
