import { expect, test } from "vitest";
import { MOST_PERSON_MOMENTS, MOST_ROOM_MOMENTS } from "../../../src/session/definitions.ts";
import { strongestMoments } from "../../../src/session/moments.ts";
import { summarize } from "../../../src/session/summary.ts";
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

test("eight hours of twelve people are summed up in a moment", () => {
  const participants = longCall();
  const tracks = participants.map(({ track }) => track);
  const before = process.cpuUsage();
  strongestMoments(participants);
  summarize(tracks);
  for (const track of tracks) summarize([track]);
  const { user, system } = process.cpuUsage(before);
  // About 300 ms of a slow core. The limit finds what takes ten times as long, not a machine that is busy.
  expect((user + system) / 1000).toBeLessThan(3000);
}, 60_000);
