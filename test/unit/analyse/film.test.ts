import fc from "fast-check";
import { expect, test } from "vitest";
import { filmSession } from "../../../src/analyse/film-session.ts";
import { faceTracks, lookAt, lookCount, shownAt } from "../../../src/analyse/film-tracks.ts";
import type { Reading } from "../../../src/engine/reading.ts";
import { readSession } from "../../../src/exchange/read-session.ts";
import { writeSession } from "../../../src/exchange/write-session.ts";

const reading = (faceId: number, leading: number): Reading => ({
  source: "film",
  faceId,
  timeMs: 0,
  box: { x: 0, y: 0, width: 50, height: 50 },
  probabilities: Array.from({ length: 8 }, (_, i) => (i === leading ? 1 : 0)),
  dominant: leading === 1 ? "happiness" : "neutral",
  doubt: null,
  valence: 0,
  arousal: 0,
  quality: 1,
});

/** Two and a half seconds, four looks a second: one face all the time, another in the last half second. */
const frames = Array.from({ length: 10 }, (_, i) => ({
  timeMs: i * 250,
  readings: i < 8 ? [reading(1, i < 4 ? 0 : 1)] : [reading(1, 1), reading(2, 0)],
}));

test("a film becomes a session that ends now, its faces the participants", () => {
  const film = { name: "Team day.mp4", durationMs: 2500, everyMs: 250, frames, modelVersion: "0.2.0" };
  const session = filmSession(film, 1_700_000_000_000);
  expect(session).toMatchObject({ title: "Team day", site: "", endedMs: 1_700_000_000_000, modelVersion: "0.2.0" });
  expect(session.startedMs).toBe(1_700_000_000_000 - 2500);
  expect(session.participants.map(({ number, track }) => [number, track.length, [...track.readings]])).toEqual([
    [1, 3, [4, 4, 2]],
    [2, 3, [0, 0, 2]],
  ]);
  expect(session.participants[0]?.totals).toMatchObject({ secondsInView: 3, secondsNotSure: 0 });
  // Written and read back, it is what the importer takes for sound.
  expect(readSession([...writeSession(session)].join(""))).toEqual(session);
});

test("a film of any length, whenever it is saved, can be brought back", () => {
  const [length, every, now] = [
    fc.double({ min: 0, max: 30_000, noNaN: true }),
    fc.double({ min: 40, max: 10_000, noNaN: true }),
    fc.double({ min: 1.7e12, max: 1.7e12 + 10, noNaN: true }),
  ];
  fc.assert(
    fc.property(length, every, now, (durationMs, everyMs, nowMs) => {
      const timeMs = lookAt(durationMs, everyMs) * everyMs;
      const frames = [{ timeMs, readings: [reading(1, 0)] }];
      const session = filmSession({ name: "film.mp4", durationMs, everyMs, frames, modelVersion: "0.2.0" }, nowMs);
      expect(readSession([...writeSession(session)].join(""))).toEqual(session);
    }),
  );
});

test("of a film that was stopped, the part that was read becomes a session", () => {
  const film = { name: "film.mp4", durationMs: 3_600_000, everyMs: 250, frames, modelVersion: "0.2.0" };
  const { startedMs, endedMs, participants } = filmSession(film, 1_700_000_000_000);
  expect(Number(endedMs) - startedMs).toBe(2500);
  expect(participants.map(({ track }) => track.length)).toEqual([3, 3]);
});

test("what a film's look showed counts for each second until the next look", () => {
  const session = (everyMs: number) => {
    const frames = [reading(1, 0), reading(1, 1), reading(2, 0)].map((reading, i) => ({
      timeMs: i * everyMs,
      readings: [reading],
    }));
    const film = { name: "film.mp4", durationMs: 2.4 * everyMs, everyMs, frames, modelVersion: "0.2.0" };
    return filmSession(film, 1_700_000_000_000).participants.map(({ track }) => [...track.readings]);
  };
  expect(session(5000)).toEqual([
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1],
  ]);
  // A second with a look of its own is that look's.
  expect(session(1500)).toEqual([
    [1, 1, 1, 0],
    [0, 0, 0, 1],
  ]);
});

test("a face's track has a column for each look", () => {
  const tracks = faceTracks(frames, { durationMs: 2500, everyMs: 250 }, 24);
  expect(tracks.map(({ faceId, track }) => [faceId, track.length])).toEqual([
    [1, 10],
    [2, 10],
  ]);
  expect([...(tracks[1]?.track.readings ?? [])]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  expect(tracks[0]?.track.probabilities[4 * 8 + 1]).toBe(255);
});

test("of too many faces, those that are longest in view have lanes", () => {
  expect(faceTracks(frames, { durationMs: 2500, everyMs: 250 }, 1).map(({ faceId }) => faceId)).toEqual([1]);
});

test("a moment belongs to the look before it", () => {
  expect([0, 249, 250, 2499].map((timeMs) => lookAt(timeMs, 250))).toEqual([0, 0, 1, 9]);
  expect([lookCount(0, 250), lookCount(2500, 250), lookCount(2501, 250)]).toEqual([1, 10, 11]);
});

test("what is shown at a moment is its look's, also where the film's picture begins late", () => {
  const late = [1200, 1250, 1500].map((timeMs) => ({ timeMs, readings: [] }));
  const at = (timeMs: number) => shownAt(late, timeMs, { durationMs: 2500, everyMs: 250 })?.timeMs;
  expect([0, 1249, 1250, 1499, 1500, 1750].map(at)).toEqual([1200, 1200, 1250, 1250, 1500, undefined]);
  expect(shownAt(frames, 749, { durationMs: 2500, everyMs: 250 })?.timeMs).toBe(500);
});

test("at a film's end its last look is shown", () => {
  const at = (timeMs: number) => shownAt(frames, timeMs, { durationMs: 2500, everyMs: 250 })?.timeMs;
  expect([2499, 2500, 4000].map(at)).toEqual([2250, 2250, 2250]);
  // Not of one that was stopped before.
  expect(shownAt(frames, 2750, { durationMs: 2750, everyMs: 250 })).toBe(undefined);
});
