import { expect, test } from "vitest";
import { formatTable, reportParticipant } from "../../../scripts/call-report.mjs";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import type { ParticipantView } from "../../../src/session/call-view.ts";

const ADA: ParticipantView = {
  id: "1",
  name: "Ada",
  number: 1,
  self: false,
  presence: "face",
  reading: null,
  shares: { probabilities: [0.61234567, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.00265433], notSure: 1 / 3 },
  history: [],
  frames: 12,
  framesWithFace: 11,
};

test("shares are named, rounded, and still sum to 1", () => {
  const { expressions, dominant, notSure, frames } = reportParticipant(ADA, EXPRESSIONS);
  expect(Object.keys(expressions ?? {})).toEqual([...EXPRESSIONS]);
  expect(Object.values(expressions ?? {}).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(expressions?.contempt).toBe(0.0027);
  expect([dominant, notSure, frames]).toEqual(["neutral", 0.3333, 12]);
});

test("who was never read has no expressions, and who has no name a number", () => {
  const report = reportParticipant({ ...ADA, name: "", shares: null, framesWithFace: 0 }, EXPRESSIONS);
  expect(report).toEqual({
    name: "Participant 1",
    frames: 12,
    framesWithFace: 0,
    expressions: null,
    dominant: null,
    notSure: null,
  });
});

test("the table has a line for everyone, and every error", () => {
  const nobody = { ...ADA, name: "Ben", shares: null, frames: 0, framesWithFace: 0 };
  const table = formatTable({
    backend: "wasm",
    participants: [ADA, nobody].map((view) => reportParticipant(view, EXPRESSIONS)),
    requestsOutside: 0,
    errors: ["worker.js: broken"],
  });
  expect(table).toMatch(/^Ada +12 +92 % +33 % +neutral +neutral 61 %, happiness 20 %, surprise 10 %/m);
  expect(table).toMatch(/^Ben +0 +– +– +–$/m);
  expect(table).toContain("worker.js: broken");
});
