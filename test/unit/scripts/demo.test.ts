import { expect, test } from "vitest";
import { readPlans } from "../../../demo/call-plan.ts";
import { mixAt, poseAt } from "../../../demo/face-animation.ts";

const STEPS = [
  { expression: "neutral", seconds: 4 },
  { expression: "happiness", seconds: 2 },
] as const;

test("a face shows each step for its time, fading into the next, over and over", () => {
  expect(mixAt(STEPS, 0)).toEqual({ from: "neutral", to: "neutral", share: 0 });
  expect(mixAt(STEPS, 3)).toEqual({ from: "neutral", to: "neutral", share: 1 });
  expect(mixAt(STEPS, 4.35)).toEqual({ from: "neutral", to: "happiness", share: expect.closeTo(0.5, 5) });
  expect(mixAt(STEPS, 5.9)).toEqual({ from: "neutral", to: "happiness", share: 1 });
  expect(mixAt(STEPS, 6)).toEqual({ from: "happiness", to: "neutral", share: 0 });
  expect(mixAt([], 3)).toEqual({ from: "neutral", to: "neutral", share: 1 });
});

test("heads sway, each in its own way, and never far", () => {
  for (let timeS = 0; timeS < 60; timeS += 0.5) {
    const { x, y, turn, scale } = poseAt(1, timeS);
    expect(Math.max(Math.abs(x), Math.abs(y), Math.abs(turn), Math.abs(scale - 1))).toBeLessThan(0.08);
  }
  expect(poseAt(0, 1)).not.toEqual(poseAt(1, 1));
});

test("the call is the default one of four unless the address describes another", () => {
  expect(readPlans("").map(({ name }) => name)).toEqual(["Ada", "Ben", "Chiara", "Deniz"]);
  const config = JSON.stringify({ participants: [{ name: "Eve", file: "/cameras/0/eve.mp4" }] });
  expect(readPlans(`?${new URLSearchParams({ config })}`)).toEqual([{ name: "Eve", file: "/cameras/0/eve.mp4" }]);
});
