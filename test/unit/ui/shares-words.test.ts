import { expect, test, vi } from "vitest";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { roomPhrase } from "../../../src/ui/shares-words.ts";

vi.mock("webextension-polyfill", async () => (await import("./english.ts")).POLYFILL);

const shares = (notSure: number, smiles: number) => ({
  probabilities: EXPRESSIONS.map((expression) =>
    expression === "happiness" ? smiles : expression === "neutral" ? 1 - smiles : 0,
  ),
  notSure,
});

test("what faces showed is said only where at least half of it was sure", () => {
  expect(roomPhrase(shares(0.49, 0.2))).toBe("Mostly neutral faces, some smiles");
  expect(roomPhrase(shares(0.5, 0.2))).toBe("Mostly not sure");
  expect(roomPhrase(shares(1, 0.9))).toBe("Mostly not sure");
});
