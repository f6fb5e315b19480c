import { expect, test } from "vitest";
import { affect } from "../../../src/engine/circumplex.ts";
import { EXPRESSIONS, type Expression } from "../../../src/engine/expression.ts";

const only = (expression: Expression) => affect(EXPRESSIONS.map((name) => (name === expression ? 1 : 0)));

test("every expression and every mixture lies within −1 … 1", () => {
  for (const expression of EXPRESSIONS) {
    const { valence, arousal } = only(expression);
    expect(Math.abs(valence)).toBeLessThanOrEqual(1);
    expect(Math.abs(arousal)).toBeLessThanOrEqual(1);
  }
  expect(affect(EXPRESSIONS.map(() => 1 / EXPRESSIONS.length)).valence).toBeLessThan(0);
});

test("happiness is pleasant, sadness unpleasant and calm, anger unpleasant and excited, neutral the middle", () => {
  expect(only("happiness").valence).toBeGreaterThan(0.5);
  expect(only("sadness")).toMatchObject({ valence: -0.63, arousal: -0.27 });
  expect(only("anger").arousal).toBeGreaterThan(0.5);
  expect(only("neutral")).toEqual({ valence: 0, arousal: 0 });
});
