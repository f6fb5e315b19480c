import { expect, test } from "vitest";
import { FrameClock, STILL_AFTER_MS } from "../../../src/content/frame-clock.ts";

test("a video is still when its frames have not counted on for a while", () => {
  const clock = new FrameClock();
  const video = {};
  clock.note(video, 10, 1000);
  clock.note(video, 10, 1000 + STILL_AFTER_MS);
  expect(clock.isStill(1000 + STILL_AFTER_MS)).toBe(false);
  expect(clock.isStill(1001 + STILL_AFTER_MS)).toBe(true);
  clock.note(video, 11, 5000);
  expect(clock.isStill(5000)).toBe(false);
});

test("a frame a second is not still", () => {
  const clock = new FrameClock();
  const video = {};
  for (let second = 0; second < 10; second++) {
    clock.note(video, second, second * 1000);
    expect(clock.isStill(second * 1000 + 999)).toBe(false);
  }
});

test("another video of the same person begins anew, whatever its count", () => {
  const clock = new FrameClock();
  clock.note({}, 10, 0);
  clock.note({}, 10, 10_000);
  expect(clock.isStill(10_000)).toBe(false);
});

test("of two videos of the same person, neither is live for having been the smaller one meanwhile", () => {
  const clock = new FrameClock();
  const [stage, thumbnail] = [{}, {}];
  clock.note(stage, 10, 0);
  clock.note(thumbnail, 7, 500);
  clock.note(stage, 10, 10_000);
  clock.note(thumbnail, 7, 20_000);
  expect(clock.isStill(20_000)).toBe(true);
  clock.note(stage, 11, 30_000);
  expect(clock.isStill(30_000)).toBe(false);
});
