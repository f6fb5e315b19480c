// Sessions of every kind there may be, for fast-check.

import fc from "fast-check";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { emptyTrack } from "../../../src/session/chunk.ts";
import type { Note, Session, Track } from "../../../src/session/session.ts";
import { totalsOf } from "../../../src/session/totals.ts";

const AWKWARD = [
  "=1+1",
  "+49",
  "-2",
  "@SUM(A1)",
  "＝1",
  '"',
  'a "b", c;d',
  ",",
  ";",
  "عمر",
  "שרה Ben",
  "李",
  "👩‍👩‍👧",
  "\ud800",
  "é",
  "\ufeff",
];

/** Anything but controls and direction marks, which an import leaves out; lone surrogates too. */
function anyText(most: number): fc.Arbitrary<string> {
  const units = fc.string({ unit: "binary", maxLength: most }).map((text) => text.slice(0, most));
  const free = fc.oneof(
    units,
    fc.array(fc.integer({ min: 0xd7f0, max: 0xe010 }), { maxLength: 4 }).map((codes) => String.fromCharCode(...codes)),
  );
  return fc.oneof(
    fc.constantFrom(...AWKWARD),
    free.map((text) => text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "")),
  );
}

function anyTrack(length: number): fc.Arbitrary<Track> {
  const second = fc.record({
    readings: fc.constantFrom(0, 0, 1, 4, 255),
    notSure: fc.nat(255),
    quality: fc.nat(255),
    cuts: fc.array(fc.nat(255), { minLength: EXPRESSIONS.length - 1, maxLength: EXPRESSIONS.length - 1 }),
  });
  return fc.array(second, { minLength: length, maxLength: length }).map((seconds) => {
    const track = emptyTrack(length);
    for (const [i, { readings, notSure, quality, cuts }] of seconds.entries()) {
      if (readings === 0) continue;
      track.readings[i] = readings;
      track.notSure[i] = Math.min(notSure, readings);
      track.quality[i] = quality;
      const ends = [0, ...cuts.toSorted((a, b) => a - b), 255];
      for (let e = 0; e < EXPRESSIONS.length; e++)
        track.probabilities[i * EXPRESSIONS.length + e] = (ends[e + 1] ?? 0) - (ends[e] ?? 0);
    }
    return track;
  });
}

const anyNote: fc.Arbitrary<Note> = fc.record({
  id: fc.uuid(),
  second: fc.oneof(fc.nat(100_000), fc.double({ min: 0, max: 100_000, noNaN: true }).map(Math.abs)),
  text: fc.oneof(anyText(2000), fc.constant("two\nlines\tand a tab")),
});

/** As a store holds it: ended, its totals those of its tracks, its notes in order. */
export const anySession: fc.Arbitrary<Session> = fc
  .record({ people: fc.nat(4), length: fc.oneof(fc.constant(0), fc.nat(60)) })
  .chain(({ people, length }) => {
    const person = fc.record({ id: anyText(60), name: anyText(120), self: fc.boolean(), track: anyTrack(length) });
    return fc.record({
      id: fc.uuid(),
      title: anyText(120),
      site: anyText(250),
      startedMs: fc.nat(4e12),
      // Seconds are rounded up.
      lastsMs: fc.double({ min: 1000 * Math.max(0, length - 1), max: 1e9, noNaN: true }).map(Math.abs),
      modelVersion: anyText(40),
      participants: fc.array(person, { minLength: people, maxLength: people }),
      notes: fc.uniqueArray(anyNote, { maxLength: 4, selector: ({ id }) => id }),
    });
  })
  .map(({ lastsMs, participants, notes, ...session }) => ({
    ...session,
    endedMs: session.startedMs + lastsMs,
    participants: participants.map((person, i) => ({
      ...person,
      id: `${i}${person.id}`,
      number: i + 1,
      totals: totalsOf(person.track),
    })),
    notes: notes.toSorted((a, b) => a.second - b.second),
  }));
