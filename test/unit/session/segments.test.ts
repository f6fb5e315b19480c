import { expect, test } from "vitest";
import { segments, showsMost } from "../../../src/session/segments.ts";
import { longCall, NEUTRAL, SMILE, times, trackOf } from "./hand-made.ts";

const UNSURE = { happiness: 255, notSure: true };

test("seconds that show the same are one segment, without gaps from the first second to the last", () => {
  expect(segments(trackOf(NEUTRAL, NEUTRAL, SMILE, UNSURE, null, null, NEUTRAL))).toEqual([
    { from: 0, to: 2, shows: "neutral" },
    { from: 2, to: 3, shows: "happiness" },
    { from: 3, to: 4, shows: "not-sure" },
    { from: 4, to: 6, shows: null },
    { from: 6, to: 7, shows: "neutral" },
  ]);
});

test("of equally probable expressions the first of the list is shown", () => {
  expect(segments(trackOf({ sadness: 127, anger: 127 }))).toEqual([{ from: 0, to: 1, shows: "sadness" }]);
});

test("no seconds, no segments", () => {
  expect(segments(trackOf())).toEqual([]);
});

test("in longer steps, what most seconds of each step show; the last step may be shorter", () => {
  const track = trackOf(SMILE, NEUTRAL, SMILE, null, null, NEUTRAL, NEUTRAL);
  expect(segments(track, 3)).toEqual([
    { from: 0, to: 3, shows: "happiness" },
    { from: 3, to: 6, shows: null },
    { from: 6, to: 7, shows: "neutral" },
  ]);
});

test("every second of a long track is in the segment that shows it", () => {
  const [{ track } = { track: trackOf() }] = longCall();
  let second = 0;
  for (const { from, to, shows } of segments(track)) {
    if (from !== second) expect.fail(`from ${from}, not ${second}`);
    for (; second < to; second++) if (showsMost(track, second, second + 1) !== shows) expect.fail(`second ${second}`);
  }
  expect(second).toBe(track.length);
});

test("a step longer than the track is all of it", () => {
  expect(segments(trackOf(...times(3, NEUTRAL)), 10)).toEqual([{ from: 0, to: 3, shows: "neutral" }]);
});
