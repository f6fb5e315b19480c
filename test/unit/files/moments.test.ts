import { expect, test } from "vitest";
import { moments } from "../../../src/files/moments.ts";

test("a film is looked at from its beginning, and never at or after its end", () => {
  expect([...moments(0, 1000, 250)]).toEqual([0, 250, 500, 750]);
  expect([...moments(0, 1001, 250)]).toEqual([0, 250, 500, 750, 1000]);
});

test("the shortest film is looked at once", () => {
  expect([...moments(0, 0, 250)]).toEqual([0]);
  expect([...moments(0, 40, 250)]).toEqual([0]);
});

test("a film whose first frame comes later is first looked at there", () => {
  expect([...moments(33, 1000, 500)]).toEqual([33, 500]);
  expect([...moments(600, 1200, 250)]).toEqual([600, 750, 1000]);
  expect([...moments(1.7e12 + 100, 1.7e12 + 600, 250)]).toEqual([1.7e12 + 100, 1.7e12 + 250, 1.7e12 + 500]);
  expect([...moments(600, 650, 250)]).toEqual([600]);
});

test("times stay exact over hours", () => {
  const times = [...moments(0, 10_000_000, 100)];
  expect(times).toHaveLength(100_000);
  expect(times.at(-1)).toBe(9_999_900);
});

test.each([0, -1, Number.NaN])("every %d ms is no answer", (everyMs) => {
  expect(() => [...moments(0, 1000, everyMs)]).toThrow(RangeError);
});
