import fc from "fast-check";
import { expect, test } from "vitest";
import { closeUp, moved, revealing, zoomed } from "../../../src/ui/view.ts";

const HOUR = 3600;

test("zooming keeps the second pointed at in its place", () => {
  const view = zoomed({ from: 0, to: HOUR }, 0.5, 900, HOUR);
  expect(view).toEqual({ from: 450, to: 2250 });
  expect((900 - view.from) / (view.to - view.from)).toBe(0.25);
});

test("around a second that is out of view, or none, it is the middle that keeps its place", () => {
  expect(zoomed({ from: 1000, to: 2000 }, 0.5, 0, HOUR)).toEqual({ from: 1250, to: 1750 });
  expect(zoomed({ from: 1000, to: 2000 }, 0.5, null, HOUR)).toEqual({ from: 1250, to: 1750 });
});

test("there is an end to zooming, in and out", () => {
  expect(zoomed({ from: 100, to: 112 }, 0.1, 106, HOUR)).toEqual({ from: 101, to: 111 });
  expect(zoomed({ from: 100, to: HOUR }, 9, 100, HOUR)).toEqual({ from: 0, to: HOUR });
});

test("a session shorter than the closest view is seen whole", () => {
  expect(zoomed({ from: 0, to: 3 }, 0.5, 1, 3)).toEqual({ from: 0, to: 3 });
});

test("moving stops at the ends", () => {
  expect(moved({ from: 100, to: 200 }, -500, HOUR)).toEqual({ from: 0, to: 100 });
  expect(moved({ from: 100, to: 200 }, 1e6, HOUR)).toEqual({ from: HOUR - 100, to: HOUR });
});

test("a second out of view is brought in by the least move", () => {
  expect(revealing({ from: 100, to: 200 }, 150, HOUR)).toEqual({ from: 100, to: 200 });
  expect(revealing({ from: 100, to: 200 }, 200, HOUR)).toEqual({ from: 101, to: 201 });
  expect(revealing({ from: 100, to: 200 }, 40, HOUR)).toEqual({ from: 40, to: 140 });
});

test("a close-up has its second in the middle, and never shows more than before", () => {
  expect(closeUp({ from: 0, to: HOUR }, 1000, 120, HOUR)).toEqual({ from: 940, to: 1060 });
  expect(closeUp({ from: 0, to: 60 }, 1000, 120, HOUR)).toEqual({ from: 970, to: 1030 });
  expect(closeUp({ from: 0, to: HOUR }, 10, 120, HOUR)).toEqual({ from: 0, to: 120 });
});

test("whatever is done, the view stays within the session and is not empty", () => {
  const step = fc.oneof(
    fc.record({ factor: fc.double({ min: 0.01, max: 100, noNaN: true }), around: fc.nat(30_000) }),
    fc.record({ by: fc.double({ min: -1e5, max: 1e5, noNaN: true }) }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 28_800 }), fc.array(step), (seconds, steps) => {
      let view = { from: 0, to: seconds };
      for (const given of steps) {
        view =
          "by" in given
            ? moved(view, given.by, seconds)
            : zoomed(view, given.factor, Math.min(given.around, seconds), seconds);
        expect(view.from).toBeGreaterThanOrEqual(0);
        expect(view.to).toBeLessThanOrEqual(seconds + 1e-6);
        expect(view.to - view.from).toBeGreaterThanOrEqual(Math.min(10, seconds) - 1e-6);
      }
    }),
  );
});
