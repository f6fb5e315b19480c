import type { Expression } from "../src/engine/expression.ts";
import type { Step } from "./call-plan.ts";

/** How long one expression takes to become the next, in seconds. */
const FADE_S = 0.7;

/** What a face shows at one moment: `from` fading into `to`, which has come through by `share` (0 … 1). */
export interface Mix {
  readonly from: Expression;
  readonly to: Expression;
  readonly share: number;
}

/** Where a head is: offsets in shares of the face's size, `turn` in radians, `scale` about 1. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
  readonly scale: number;
}

/** What the steps, taken over and over, show after so many seconds. */
export function mixAt(steps: readonly Step[], timeS: number): Mix {
  const total = steps.reduce((sum, step) => sum + step.seconds, 0);
  const last = steps.at(-1);
  if (!last || total <= 0) return { from: "neutral", to: "neutral", share: 1 };
  let rest = timeS % total;
  let from = last.expression;
  for (const { expression, seconds } of steps) {
    // Before the call's first step there was none to fade from.
    if (rest < seconds)
      return { from: timeS < seconds ? expression : from, to: expression, share: ease(rest / FADE_S) };
    rest -= seconds;
    from = expression;
  }
  return { from, to: from, share: 1 };
}

/**
 * The gentle sway of someone who sits and listens, different for every seed: three slow sines whose periods don't
 * divide one another.
 */
export function poseAt(seed: number, timeS: number): Pose {
  const wave = (periodS: number, phase: number) => Math.sin((2 * Math.PI * timeS) / periodS + phase + seed * 2.4);
  return {
    x: 0.05 * wave(5.3, 0) + 0.02 * wave(2.1, 1),
    y: 0.025 * wave(4.1, 2),
    turn: 0.05 * wave(6.7, 3),
    scale: 1 + 0.04 * wave(7.9, 4),
  };
}

/** 0 … 1 with a soft start and end. */
function ease(share: number): number {
  const x = Math.min(1, Math.max(0, share));
  return x * x * (3 - 2 * x);
}
