import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openPicture } from "../../../src/files/picture.ts";

/** Of 640 by 360 pixels: up to where its frame's header tells so. */
const JPEG = [0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 360 >> 8, 360 & 255, 640 >> 8, 640 & 255];

class Shown {
  readonly naturalWidth = 640;
  readonly naturalHeight = 360;
  onload = () => {};
  set src(_: string) {
    queueMicrotask(() => this.onload());
  }
  removeAttribute() {}
}

const isTypeSupported = vi.fn(async () => false);

beforeEach(() => {
  vi.stubGlobal("Image", Shown);
  vi.stubGlobal("ImageDecoder", { isTypeSupported });
});
afterEach(() => {
  vi.unstubAllGlobals();
  isTypeSupported.mockClear();
});

test.each(["image/jpeg", "image/bmp"])("%s is never animated: it is not read to see", async (type) => {
  const file = new Blob([new Uint8Array(JPEG)], { type });
  const whole = vi.spyOn(file, "arrayBuffer");
  const picture = await openPicture(file, "a picture", undefined);
  expect(picture).toMatchObject({ kind: "picture", width: 640, height: 360, durationMs: 0 });
  expect(whole).not.toHaveBeenCalled();
  expect(isTypeSupported).not.toHaveBeenCalled();
});

test("a picture of another kind may be animated", async () => {
  await openPicture(new Blob(["RIFF"], { type: "image/webp" }), "a picture", undefined);
  expect(isTypeSupported).toHaveBeenCalledExactlyOnceWith("image/webp");
});
