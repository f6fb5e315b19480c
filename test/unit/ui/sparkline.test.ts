import { expect, test } from "vitest";
import { HISTORY_STEPS } from "../../../src/session/call-view.ts";
import { sparklinePath } from "../../../src/ui/sparkline.tsx";

const LAST = HISTORY_STEPS - 1;

test("no values draw nothing", () => {
  expect(sparklinePath([])).toBe("");
  expect(sparklinePath([null, null])).toBe("");
});

test("the newest value stands at the right edge, pleasant above the middle", () => {
  expect(sparklinePath([0, 1])).toBe(`M${LAST - 1} 0L${LAST} -12`);
});

test("a gap breaks the line", () => {
  expect(sparklinePath([0, 0, null, -1, -1])).toBe(`M${LAST - 4} 0L${LAST - 3} 0M${LAST - 1} 12L${LAST} 12`);
});

test("a value alone between gaps is a point", () => {
  expect(sparklinePath([null, 0.5, null])).toBe(`M${LAST - 1} -6h0`);
  expect(sparklinePath([0.5])).toBe(`M${LAST} -6h0`);
});

test("only the last minutes fit, and values out of range stay inside", () => {
  const path = sparklinePath([5, ...Array.from({ length: HISTORY_STEPS }, () => 3)]);
  expect(path.startsWith("M0 -12L1 -12")).toBe(true);
});
