import { afterEach, expect, test, vi } from "vitest";
import { Grabber } from "../../../src/content/grab.ts";

afterEach(() => vi.unstubAllGlobals());

const WIDTH = 64;
const HEIGHT = 48;
const SIZE = (WIDTH * HEIGHT * 3) / 2;

test("the memory that is kept for the next picture keeps nothing of the last", async () => {
  const used: Uint8Array[] = [];
  vi.stubGlobal("HTMLMediaElement", { HAVE_CURRENT_DATA: 2 });
  vi.stubGlobal(
    "VideoFrame",
    class {
      readonly format = "I420";
      readonly colorSpace = { fullRange: true };
      readonly visibleRect = { width: WIDTH, height: HEIGHT };
      readonly allocationSize = () => SIZE;
      readonly close = () => {};
      async copyTo(bytes: Uint8Array) {
        used.push(bytes);
        for (let i = 0; i < SIZE; i++) bytes[i] = i % 256;
        return [{ offset: 0, stride: WIDTH }];
      }
    },
  );
  const video = { readyState: 2, videoWidth: WIDTH, videoHeight: HEIGHT } as HTMLVideoElement;
  const grabber = new Grabber();
  for (let time = 0; time < 2; time++) {
    const grab = await grabber.grab(video);
    expect(grab).toMatchObject({ image: { width: WIDTH, height: HEIGHT } });
    expect(used.at(-1)?.some((byte) => byte !== 0)).toBe(false);
  }
  expect(used[1]).toBe(used[0]);
});
