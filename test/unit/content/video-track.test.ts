import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hasMedia, videoTrack } from "../../../src/content/video-track.ts";

const HAVE_METADATA = 1;
beforeEach(() => void vi.stubGlobal("HTMLMediaElement", { HAVE_METADATA }));
afterEach(() => void vi.unstubAllGlobals());

const stream = (...tracks: object[]) => ({ getVideoTracks: () => tracks });
const video = (srcObject: object | null, readyState: number) => ({ srcObject, readyState }) as HTMLVideoElement;

test.each([
  ["a camera, from before its first picture", video(stream({ readyState: "live" }), 0), true],
  ["a microphone alone", video(stream(), 4), false],
  ["a file, or what a page fills", video(null, HAVE_METADATA), true],
  ["what a Worker fills", video({}, HAVE_METADATA), true],
  ["nothing", video(null, 0), false],
  ["nothing that a Worker has filled yet", video({}, 0), false],
])("whether there is anything to play: %s", (_, element, has) => {
  expect(hasMedia(element)).toBe(has);
});

test("of a stream's tracks the one that lives is shown; what a Worker fills has none", () => {
  const live = { readyState: "live" };
  expect(videoTrack(video(stream({ readyState: "ended" }, live), 4))).toBe(live);
  expect(videoTrack(video({}, 4))).toBeNull();
});
