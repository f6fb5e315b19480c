// Sessions made up for tests, the same each time.

import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import type { Session, Track } from "../../../src/session/session.ts";
import { totalsOf } from "../../../src/session/totals.ts";

/** Bytes that look like none in particular: a linear congruential generator (Numerical Recipes' constants). */
function bytesFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
}

/** A face for two of three minutes, with gaps. */
function aTrack(length: number, seed: number): Track {
  const next = bytesFrom(seed);
  const readings = Uint8Array.from({ length }, (_, second) => ((second + seed) % 180 < 120 ? next() % 5 : 0));
  const inView = (value: () => number) => (_: unknown, second: number) => (readings[second] ? value() : 0);
  return {
    length,
    readings,
    notSure: readings.map((count) => (count ? next() % (count + 1) : 0)),
    quality: Uint8Array.from({ length }, inView(next)),
    probabilities: Uint8Array.from({ length: length * EXPRESSIONS.length }, (_, i) =>
      readings[Math.floor(i / EXPRESSIONS.length)] ? next() : 0,
    ),
  };
}

export function aSession(change: Partial<Session> & { length?: number; people?: number } = {}): Session {
  const { length = 150, people = 2, ...rest } = change;
  const startedMs = rest.startedMs ?? Date.UTC(2026, 0, 15, 9);
  return {
    id: crypto.randomUUID(),
    title: "",
    site: "meet.example.org",
    startedMs,
    endedMs: startedMs + length * 1000,
    modelVersion: "1",
    participants: Array.from({ length: people }, (_, i) => {
      const track = aTrack(length, i + 1);
      return { id: `1:t${i}`, number: i + 1, name: "", self: i === 0, totals: totalsOf(track), track };
    }),
    notes: [],
    ...rest,
  };
}
