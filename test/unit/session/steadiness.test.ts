import { describe, expect, test } from "vitest";
import { steadiness } from "../../../src/session/steadiness.ts";
import { NEUTRAL, SMILE, times, trackOf } from "./hand-made.ts";

describe("steadiness", () => {
  test("is 1 for a face that shows the same all the time, 0 for one that shows something else every five seconds", () => {
    expect(steadiness(trackOf(...times(20, SMILE)))).toBe(1);
    const changing = [...times(5, SMILE), ...times(5, NEUTRAL), ...times(5, SMILE)];
    expect(steadiness(trackOf(...changing))).toBe(0);
  });

  test("is what stays the same from window to window: here 1, then 2 of 5 seconds", () => {
    const track = trackOf(...times(10, NEUTRAL), ...times(2, NEUTRAL), ...times(3, SMILE));
    expect(steadiness(track)).toBeCloseTo((1 + 2 / 5) / 2);
  });

  test("asks for three sure seconds in both windows", () => {
    const unsure = { happiness: 255, notSure: true };
    const track = (sure: number) => trackOf(...times(5, NEUTRAL), ...times(sure, NEUTRAL), ...times(5 - sure, unsure));
    expect(steadiness(track(2))).toBeNull();
    expect(steadiness(track(3))).toBe(1);
  });

  test("of nobody's face is unknown", () => {
    expect(steadiness(trackOf())).toBeNull();
    expect(steadiness(trackOf(...times(20, null)))).toBeNull();
  });
});
