import { describe, expect, test } from "vitest";
import { summarize } from "../../../src/session/summary.ts";
import { totalsOf } from "../../../src/session/totals.ts";
import { longCall, NEUTRAL, SMILE, times, trackOf } from "./hand-made.ts";

describe("a summary", () => {
  test("of one person: shares by time in view, time in view, not sure", () => {
    const track = trackOf(NEUTRAL, NEUTRAL, NEUTRAL, { happiness: 255, notSure: true }, null, null);
    expect(summarize([track])).toMatchObject({
      secondsInView: 4,
      secondsNotSure: 1,
      shares: { probabilities: [0.75, 0.25, 0, 0, 0, 0, 0, 0], notSure: 0.25 },
    });
  });

  test("of the room: who is in view for longer weighs more", () => {
    const summary = summarize([trackOf(NEUTRAL, NEUTRAL, NEUTRAL, NEUTRAL), trackOf(SMILE, null, null, null)]);
    expect(summary.secondsInView).toBe(5);
    expect(summary.shares?.probabilities.slice(0, 2)).toEqual([0.8, 0.2]);
  });

  test("of a span: from its first second up to, without, its last; what is beyond the session does not count", () => {
    const track = trackOf(NEUTRAL, SMILE, SMILE, NEUTRAL);
    expect(summarize([track], { from: 1, to: 3 }).shares?.probabilities[1]).toBe(1);
    expect(summarize([track], { from: 3, to: 99 })).toMatchObject({ secondsInView: 1 });
    expect(summarize([track], { from: -9, to: 1 })).toMatchObject({ secondsInView: 1 });
  });

  test.each([
    ["nobody", []],
    ["no seconds", [trackOf()]],
    ["no face", [trackOf(null, null)]],
  ])("of %s is empty, not zero", (_, tracks) => {
    expect(summarize(tracks)).toEqual({ secondsInView: 0, secondsNotSure: 0, shares: null, steadiness: null });
    expect(summarize(tracks, { from: 5, to: 2 }).shares).toBeNull();
  });

  test("agrees with the totals that are kept with a session", () => {
    for (const { track } of longCall().slice(0, 2)) {
      const { sums, secondsInView, secondsNotSure } = totalsOf(track);
      const summary = summarize([track]);
      expect(summary).toMatchObject({ secondsInView, secondsNotSure });
      for (const [i, sum] of sums.entries())
        expect(summary.shares?.probabilities[i]).toBeCloseTo(sum / secondsInView, 12);
    }
  });
});

describe("steadiness", () => {
  test("is 1 for a face that shows the same all the time, 0 for one that shows something else every five seconds", () => {
    expect(summarize([trackOf(...times(20, SMILE))]).steadiness).toBe(1);
    const changing = [...times(5, SMILE), ...times(5, NEUTRAL), ...times(5, SMILE)];
    expect(summarize([trackOf(...changing)]).steadiness).toBe(0);
  });

  test("is what stays the same from window to window: here 1, then 2 of 5 seconds", () => {
    const track = trackOf(...times(10, NEUTRAL), ...times(2, NEUTRAL), ...times(3, SMILE));
    expect(summarize([track]).steadiness).toBeCloseTo((1 + 2 / 5) / 2);
  });

  test("asks for three sure seconds in both windows", () => {
    const unsure = { happiness: 255, notSure: true };
    const track = (sure: number) => trackOf(...times(5, NEUTRAL), ...times(sure, NEUTRAL), ...times(5 - sure, unsure));
    expect(summarize([track(2)]).steadiness).toBeNull();
    expect(summarize([track(3)]).steadiness).toBe(1);
  });

  test("of the room is that of its people, even when they change in opposite ways", () => {
    const there = trackOf(...times(5, SMILE), ...times(5, NEUTRAL));
    const back = trackOf(...times(5, NEUTRAL), ...times(5, SMILE));
    expect(summarize([there, back]).steadiness).toBe(0);
  });
});
