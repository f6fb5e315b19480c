import { expect, test } from "vitest";
import { EXPRESSIONS, type Expression } from "../../../src/engine/expression.ts";
import { RoomPath } from "../../../src/report/room-path.ts";
import { highestPlace } from "../../../src/report/stretches.ts";
import { emptyTrack } from "../../../src/session/chunk.ts";
import type { Track } from "../../../src/session/session.ts";
import { runs } from "../../../src/ui/lane.ts";
import { fileName } from "../../../src/ui/save-file.ts";

/** Each second wholly one expression; null: no face. */
function track(seconds: readonly (Expression | null)[]): Track {
  const made = emptyTrack(seconds.length);
  for (const [second, expression] of seconds.entries()) {
    if (!expression) continue;
    made.probabilities[second * 8 + EXPRESSIONS.indexOf(expression)] = 255;
    made.readings[second] = 4;
  }
  return made;
}

test("a lane's runs are cut to the view and placed in it", () => {
  const lane = track(["neutral", "neutral", "happiness", "happiness", null, "anger"]);
  expect(runs(lane, { from: 1, to: 5 }, 400)).toEqual([
    { x: 0, width: 100, shows: "neutral" },
    { x: 100, width: 200, shows: "happiness" },
    { x: 300, width: 100, shows: null },
  ]);
});

test("eight hours in a lane of 600 pixels are no more runs than pixels, and cover all of it", () => {
  const lane = track(Array.from({ length: 28_800 }, (_, i) => EXPRESSIONS[i % 7] ?? null));
  const found = runs(lane, { from: 0, to: 28_800 }, 600);
  expect(found.length).toBeLessThanOrEqual(1200);
  expect(found.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(600);
});

test("the room's path says at a second what that second's faces showed", () => {
  const path = new RoomPath([track(["neutral", "happiness", null]), track(["neutral", "neutral", null])]);
  expect(path.mean({ from: 0, to: 1 })).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  expect(path.mean({ from: 1, to: 2 })).toEqual([0.5, 0.5, 0, 0, 0, 0, 0, 0]);
  expect(path.mean({ from: 2, to: 3 })).toBeNull();
});

test("the room's path has a gap where there was no face, and sums to 1 elsewhere", () => {
  const face = Array.from({ length: 60 }, (): Expression => "happiness");
  const none = Array.from({ length: 60 }, () => null);
  const { seconds, shares, valence, arousal } = new RoomPath([track([...face, ...none, ...face])]).samples(
    { from: 0, to: 180 },
    90,
  );
  expect(seconds).toHaveLength(94);
  expect([seconds[0], seconds.at(-1)]).toEqual([0, 180]);
  for (const [i, second] of seconds.entries()) {
    const isSeen = second <= 60 || second >= 120;
    // Where the circumplex has a smile.
    expect([valence[i], arousal[i]]).toEqual(isSeen ? [0.81, 0.51] : [null, null]);
    const sum = shares.reduce((total, column) => total + (column[i] ?? 0), 0);
    expect(sum).toBeCloseTo(isSeen ? 1 : 0);
  }
});

test("a second between two gaps is as wide as a second in the room's path", () => {
  const { seconds, valence } = new RoomPath([track([null, "happiness", null, null, "happiness"])]).samples(
    { from: 0, to: 5 },
    100,
  );
  const drawn = seconds.filter((_, i) => valence[i] !== null);
  expect(drawn).toEqual([1, 1.5, 2, 4, 4.5, 5]);
});

test("a symbol stands where its area is highest, but nowhere it would reach into a gap", () => {
  const seconds = [1, 1.5, 2, 2.5, 4, 4.5, 5.5, 6.5, 7];
  const top = [0.9, 0.9, 0.9, null, 0.8, 0.5, 0.6, 0.5, 0.5];
  expect(highestPlace(seconds, top, undefined, 0.25)).toEqual({ at: 1, top: 0.9, bottom: 0 });
  expect(highestPlace(seconds, top, undefined, 1)).toEqual({ at: 6, top: 0.6, bottom: 0 });
  expect(highestPlace(seconds, top, undefined, 2)).toBeNull();
});

test("a file's name takes the title, the day and nothing a system refuses", () => {
  const day = new Date(2026, 2, 5).getTime();
  expect(fileName("Team sync", day, "csv")).toBe("Team sync 2026-03-05.csv");
  expect(fileName("../../etc/passwd\u0000<>:|", day, "json")).toBe("etc passwd 2026-03-05.json");
  expect(fileName("שיחה עם שרה", day, "svg")).toBe("שיחה עם שרה 2026-03-05.svg");
  expect(fileName("???", day, "png")).toBe("2026-03-05.png");
  // Cut in the middle of a character, and after a space.
  expect(fileName(`${"a".repeat(59)}𠮷野`, day, "csv")).toBe(`${"a".repeat(59)} 2026-03-05.csv`);
  expect(fileName(`${"a".repeat(59)} b`, day, "csv")).toBe(`${"a".repeat(59)} 2026-03-05.csv`);
});
