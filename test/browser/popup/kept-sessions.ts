import { EXPRESSIONS, type Expression } from "../../../src/engine/expression.ts";
import { emptyTrack } from "../../../src/session/chunk.ts";
import type { Session, SessionHeader, Track } from "../../../src/session/session.ts";
import { totalsOf } from "../../../src/session/totals.ts";

interface Person {
  readonly name?: string;
  readonly self?: boolean;
  /** What the face shows besides neutral, and how many of ten seconds. */
  readonly shows?: readonly (readonly [Expression, number])[];
  /** Never in view. */
  readonly isHidden?: boolean;
}

/** A session as it would be kept, its totals those of its tracks. The first three seconds of every minute are not sure. */
export function keptSession(
  startedMs: number,
  seconds: number,
  people: readonly Person[],
  change: Partial<SessionHeader> = {},
): Session {
  return {
    id: crypto.randomUUID(),
    title: "",
    site: "meet.example.org",
    startedMs,
    endedMs: startedMs + seconds * 1000,
    modelVersion: "0.1.0",
    notes: [],
    ...change,
    participants: people.map(({ name = "", self = false, shows = [], isHidden = false }, i) => {
      const track = isHidden ? emptyTrack(seconds) : trackOf(seconds, shows);
      return { id: `p${i + 1}`, number: i + 1, name, self, totals: totalsOf(track), track };
    }),
  };
}

export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** One that goes on, then some of the last weeks and the last year. */
export function someSessions(): Session[] {
  const nowMs = Date.now();
  const team: Person[] = [
    { name: "Ada Lovelace", shows: [["happiness", 3]] },
    { name: "Ben", self: true, shows: [["surprise", 1]] },
    {
      name: "Chiara",
      shows: [
        ["happiness", 5],
        ["contempt", 1],
      ],
    },
    {
      name: "Deniz",
      shows: [
        ["sadness", 2],
        ["anger", 1],
      ],
    },
  ];
  const unnamed: Person[] = [
    { shows: [["happiness", 2]] },
    { self: true },
    {
      shows: [
        ["fear", 1],
        ["disgust", 1],
      ],
    },
  ];
  return [
    keptSession(nowMs - 0.4 * HOUR_MS, 1440, team, { title: "Team sync", endedMs: null }),
    keptSession(nowMs - 5 * HOUR_MS, 2520, team, { title: "Coaching with Ada", site: "teams.example.com" }),
    keptSession(nowMs - DAY_MS, 5400, [...team.slice(0, 2), ...unnamed], { site: "zoom.example" }),
    keptSession(nowMs - 3 * DAY_MS, 42, unnamed.slice(0, 1), { title: "A try", site: "" }),
    keptSession(nowMs - 3.2 * DAY_MS, 3, [], { site: "meet.example.org" }),
    keptSession(nowMs - 20 * DAY_MS, 3300, [{ name: "שרה כהן", shows: [["happiness", 4]] }, { name: "محمد" }], {
      title: "שיחה עם שרה",
    }),
    keptSession(nowMs - 400 * DAY_MS, 28_800, unnamed, {
      title: "The last of last year’s, with a title that is far too long for one line of it",
      // Else the popup's opening would find it past its time.
      broughtMs: nowMs,
    }),
  ];
}

/** Names from both directions, one far too long, and markup. */
export function namedSession(): Session {
  const people = [
    "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine the Elder of Philadelphia",
    "שרה כהן",
    "<b>Bob</b>",
  ];
  return keptSession(
    Date.now() - HOUR_MS,
    1800,
    people.map(
      (name): Person => ({
        name,
        shows: [
          ["happiness", 2],
          ["surprise", 1],
          ["fear", 1],
        ],
      }),
    ),
    { title: "<img src=x onerror=alert(1)> ".repeat(4).trim() },
  );
}

/** The first of them the newest, an hour apart: none is past the 30 days that sessions are kept. */
export function manySessions(count: number): Session[] {
  return Array.from({ length: count }, (_, i) =>
    keptSession(
      Date.now() - (i + 1) * HOUR_MS,
      60,
      EXPRESSIONS.slice(0, 1 + (i % 6)).map((expression, j) => ({ name: `Person ${j + 1}`, shows: [[expression, 3]] })),
      { title: `Session ${i + 1}` },
    ),
  );
}

function trackOf(seconds: number, shows: Person["shows"] & object): Track {
  const track = emptyTrack(seconds);
  const tenSeconds = shows.flatMap(([expression, count]) => Array.from({ length: count }, () => expression));
  for (let second = 0; second < seconds; second++) {
    const expression = tenSeconds[second % 10] ?? "neutral";
    track.probabilities[second * EXPRESSIONS.length + EXPRESSIONS.indexOf(expression)] = 255;
    track.readings[second] = 4;
    track.notSure[second] = second % 60 < 3 ? 4 : 0;
    track.quality[second] = 200;
  }
  return track;
}
