import { expect, test } from "vitest";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { MOST_PERSON_MOMENTS, MOST_ROOM_MOMENTS } from "../../../src/session/definitions.ts";
import { MeanSums } from "../../../src/session/mean-sums.ts";
import { strongestMoments } from "../../../src/session/moments.ts";
import type { Track } from "../../../src/session/session.ts";
import { steadiness } from "../../../src/session/steadiness.ts";
import { longCall, NEUTRAL, participantsOf, SMILE, times, trackOf } from "./hand-made.ts";

const TURN = [...times(20, NEUTRAL), ...times(20, SMILE)];

test("a change is told once, at the first second after it, with what gave way and what came", () => {
  expect(strongestMoments(participantsOf({ ada: trackOf(...TURN) }))).toEqual([
    { who: "ada", second: 20, from: "neutral", to: "happiness", strength: 1 },
  ]);
});

test("how strong is how much of what was shown has changed", () => {
  const half = { neutral: 128, happiness: 127 };
  const [moment] = strongestMoments(participantsOf({ ada: trackOf(...times(20, NEUTRAL), ...times(20, half)) }));
  expect(moment?.strength).toBeCloseTo(127 / 255);
});

test("a small change, a single odd second and a steady face are no moments", () => {
  const bit = { neutral: 180, happiness: 75 };
  expect(strongestMoments(participantsOf({ ada: trackOf(...times(20, NEUTRAL), ...times(20, bit)) }))).toEqual([]);
  expect(
    strongestMoments(participantsOf({ ada: trackOf(...times(20, NEUTRAL), SMILE, ...times(20, NEUTRAL)) })),
  ).toEqual([]);
  expect(strongestMoments(participantsOf({ ada: trackOf(...times(40, SMILE)) }))).toEqual([]);
});

test("a change is not told where either side is not sure or out of view", () => {
  const unsure = { happiness: 255, notSure: true };
  expect(strongestMoments(participantsOf({ ada: trackOf(...times(20, NEUTRAL), ...times(20, unsure)) }))).toEqual([]);
  const away = trackOf(...times(20, NEUTRAL), ...times(5, null), ...times(20, SMILE));
  expect(strongestMoments(participantsOf({ ada: away }))).toEqual([]);
});

test("a change of all is the room's, not once more each person's", () => {
  const people = participantsOf({ ada: trackOf(...TURN), ben: trackOf(...TURN) });
  expect(strongestMoments(people)).toEqual([{ who: null, second: 20, from: "neutral", to: "happiness", strength: 1 }]);
});

test("one in five who changes is a person's moment alone", () => {
  const still = () => trackOf(...times(40, NEUTRAL));
  const people = participantsOf({ ada: trackOf(...TURN), b: still(), c: still(), d: still(), e: still() });
  expect(strongestMoments(people).map(({ who }) => who)).toEqual(["ada"]);
});

test("who comes or leaves does not change the room", () => {
  const stays = trackOf(...times(40, NEUTRAL));
  const comes = trackOf(...times(20, null), ...times(20, SMILE));
  expect(strongestMoments(participantsOf({ stays, also: stays, comes }))).toEqual([]);
});

test("moments less than ten seconds apart are one, the stronger", () => {
  const half = { neutral: 128, happiness: 127 };
  const near = trackOf(...times(20, NEUTRAL), ...times(6, half), ...times(20, { anger: 255 }));
  expect(strongestMoments(participantsOf({ near }))).toMatchObject([{ second: 26, to: "anger", strength: 1 }]);
  const far = trackOf(...times(20, NEUTRAL), ...times(10, half), ...times(20, { anger: 255 }));
  expect(strongestMoments(participantsOf({ far })).map(({ second }) => second)).toEqual([20, 30]);
});

test("only so many are told, the strongest, in order of time", () => {
  const restless = trackOf(...Array.from({ length: 60 }, () => TURN).flat());
  const moments = strongestMoments(participantsOf({ restless }));
  expect(moments).toHaveLength(MOST_PERSON_MOMENTS);
  expect(moments).toEqual(moments.toSorted((a, b) => a.second - b.second));
  const room = strongestMoments(participantsOf({ restless, too: restless })).filter(({ who }) => who === null);
  expect(room).toHaveLength(MOST_ROOM_MOMENTS);
});

/** A track that counts how often a byte of its probabilities is read. */
function counted(track: Track): { readonly track: Track; readonly reads: () => number } {
  let reads = 0;
  const probabilities = new Proxy(track.probabilities, {
    get: (bytes, key) => {
      if (typeof key === "string" && /^\d+$/.test(key)) reads++;
      return Reflect.get(bytes, key, bytes);
    },
  });
  return { track: { ...track, probabilities }, reads: () => reads };
}

test("moments and steadiness need one look at each second, however many windows the second is part of", () => {
  const { track, reads } = counted(trackOf(...Array.from({ length: 60 }, () => TURN).flat()));
  const all = track.length * EXPRESSIONS.length;
  const participants = participantsOf({ restless: track, too: trackOf(...times(track.length, NEUTRAL)) });
  const before = reads();
  strongestMoments(participants);
  expect(reads() - before).toBe(all);
  steadiness(track);
  expect(reads() - before).toBe(2 * all);
});

test("eight hours of twelve people are summed up", () => {
  const participants = longCall();
  const moments = strongestMoments(participants);
  expect(moments.length).toBeGreaterThan(0);
  expect(moments.length).toBeLessThanOrEqual(MOST_PERSON_MOMENTS + MOST_ROOM_MOMENTS);
  const sums = new MeanSums(
    participants.map(({ track }) => track),
    "in-view",
  );
  const inView = participants.reduce((sum, { totals }) => sum + totals.secondsInView, 0);
  expect(sums.count(0, Number.POSITIVE_INFINITY)).toBe(inView);
});
