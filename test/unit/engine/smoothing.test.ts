import { expect, test } from "vitest";
import { FORGET_AFTER_S, Smoother, TIME_CONSTANT_S } from "../../../src/engine/smoothing.ts";

/** The share of a new expression after a time, when it is read so many times a second. */
function shareAfter(seconds: number, perSecond: number): number {
  const smoother = new Smoother();
  smoother.next([1, 0], 0);
  let value = 0;
  for (let i = 1; i <= seconds * perSecond; i++) value = smoother.next([0, 1], (i * 1000) / perSecond)[1] ?? 0;
  return value;
}

test("after the time constant a new expression makes up 63 %, at any rate of readings", () => {
  for (const perSecond of [2, 4, 10, 30]) expect(shareAfter(TIME_CONSTANT_S, perSecond)).toBeCloseTo(1 - 1 / Math.E, 6);
});

test("the first reading is taken as it is, and so is one after a gap", () => {
  const smoother = new Smoother();
  expect(smoother.next([0.2, 0.8], 5000)).toEqual([0.2, 0.8]);
  expect(smoother.next([1, 0], 5000 + FORGET_AFTER_S * 1000 + 1)).toEqual([1, 0]);
});

test("a clock that was set back starts anew", () => {
  const smoother = new Smoother();
  smoother.next([0, 1], 5000);
  expect(smoother.next([1, 0], 1000)).toEqual([1, 0]);
});

test("probabilities still sum to 1", () => {
  const smoother = new Smoother();
  smoother.next([0.5, 0.3, 0.2], 0);
  const sum = smoother.next([0.1, 0.1, 0.8], 130).reduce((total, share) => total + share, 0);
  expect(sum).toBeCloseTo(1, 12);
});
