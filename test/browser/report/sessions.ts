import { EXPRESSIONS, type Expression } from "../../../src/engine/expression.ts";
import { emptyTrack } from "../../../src/session/chunk.ts";
import type { Session, SessionHeader, Track } from "../../../src/session/session.ts";
import { totalsOf } from "../../../src/session/totals.ts";

interface Person {
  readonly name: string;
  readonly self?: boolean;
  /** What the face shows besides neutral, and how readily. */
  readonly likes: readonly Expression[];
  /** Of the call, from … to, 0 … 1. Never in view without. */
  readonly inView?: readonly [number, number];
}

const PEOPLE: readonly Person[] = [
  { name: "Ada Lovelace", likes: ["happiness", "surprise"], inView: [0, 1] },
  { name: "Ben", self: true, likes: ["happiness", "contempt", "sadness"], inView: [0.01, 1] },
  { name: "Chiara Rossi", likes: ["surprise", "happiness", "fear"], inView: [0.12, 0.86] },
  { name: "Deniz", likes: ["anger", "disgust", "sadness"], inView: [0, 0.97] },
];

const NAMES: readonly Person[] = [
  {
    name: "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine the Elder of Philadelphia",
    likes: ["happiness"],
    inView: [0, 1],
  },
  { name: "שרה כהן", likes: ["surprise"], inView: [0, 1] },
  { name: "محمد عبد الرحمن", likes: ["happiness"], inView: [0.2, 1] },
  { name: "<img src=x onerror=alert(1)> & \u0001]]>", likes: ["anger"], inView: [0, 0.5] },
];

/** The sessions that reports are tried with, by id. */
export const SESSIONS = {
  ordinary: () =>
    session("00000000-0000-4000-8000-000000000001", 40 * 60, PEOPLE, {
      title: "Community call, spring",
      notes: [
        { id: "00000000-0000-4000-8000-0000000000a1", second: 312, text: "Showed the new plan" },
        {
          id: "00000000-0000-4000-8000-0000000000a2",
          second: 1710,
          text: "Questions about the budget.\nAnswer them by mail.",
        },
      ],
    }),
  faceless: () =>
    session(
      "00000000-0000-4000-8000-000000000002",
      600,
      PEOPLE.map(({ inView: _, ...person }) => person),
    ),
  short: () => session("00000000-0000-4000-8000-000000000003", 3, PEOPLE.slice(0, 2), { title: "A try" }),
  long: () =>
    session(
      "00000000-0000-4000-8000-000000000004",
      8 * 3600,
      Array.from({ length: 12 }, (_, i) => ({
        name: `Person ${i + 1}`,
        likes: [EXPRESSIONS[1 + (i % 7)] ?? "happiness", EXPRESSIONS[1 + ((i + 3) % 7)] ?? "surprise"],
        inView: [0.01 * i, 1 - 0.005 * i] as const,
      })),
      { title: "A day of it" },
    ),
  names: () =>
    session("00000000-0000-4000-8000-000000000005", 1800, NAMES, { title: `${"A title far too long ".repeat(5)}שיחה` }),
  /** From another program's file, with notes between seconds and after the last. */
  foreign: () =>
    session("00000000-0000-4000-8000-000000000007", 20, PEOPLE.slice(0, 1), {
      notes: [
        { id: "00000000-0000-4000-8000-0000000000b1", second: 12.7, text: "Between two seconds" },
        { id: "00000000-0000-4000-8000-0000000000b2", second: 90, text: "After the end" },
      ],
    }),
  live: () => session("00000000-0000-4000-8000-000000000006", 90, PEOPLE, { endedMs: null }),
} as const;

export type SessionName = keyof typeof SESSIONS;

function session(id: string, seconds: number, people: readonly Person[], change: Partial<SessionHeader> = {}): Session {
  const startedMs = Date.UTC(2026, 2, 15, 14, 30);
  return {
    id,
    title: "",
    site: "meet.example.org",
    startedMs,
    endedMs: startedMs + 1000 * seconds,
    modelVersion: "0.2.0",
    notes: [],
    ...change,
    participants: people.map((person, i) => {
      const track = trackOf(person, seconds, i + 1);
      return {
        id: `p${i + 1}`,
        number: i + 1,
        name: person.name,
        self: person.self ?? false,
        totals: totalsOf(track),
        track,
      };
    }),
  };
}

/** Mostly neutral; now and then an expression for some seconds, and two times in the call one that all share. */
function trackOf({ likes, inView }: Person, seconds: number, seed: number): Track {
  const track = emptyTrack(seconds);
  if (!inView) return track;
  const random = generator(seed);
  const from = Math.floor(inView[0] * seconds);
  const to = Math.ceil(inView[1] * seconds);
  let shown: Expression = "neutral";
  let until = from;
  let isUnsure = false;
  for (let second = from; second < to; second++) {
    if (second >= until) {
      const isCalm = random() < 0.6;
      shown = isCalm ? "neutral" : (likes[Math.floor(random() ** 1.6 * likes.length)] ?? "neutral");
      until = second + Math.floor(isCalm ? 12 + random() * 50 : 3 + random() * 12);
      isUnsure = random() < 0.07;
    }
    const place = second / seconds;
    const isShared = (place > 0.42 && place < 0.43) || (place > 0.74 && place < 0.748);
    const strong = EXPRESSIONS.indexOf(isShared ? "happiness" : shown);
    const share = isUnsure ? 0.34 : 0.62 + 0.3 * random();
    const other = strong === 0 ? EXPRESSIONS.indexOf(likes[0] ?? "happiness") : 0;
    // Most of what is left goes to one other, as the model's does.
    const shares = EXPRESSIONS.map((_, i) => (i === strong ? share : (1 - share) * (i === other ? 0.76 : 0.04)));
    track.probabilities.set(
      shares.map((value) => Math.round(255 * value)),
      second * EXPRESSIONS.length,
    );
    track.readings[second] = 4;
    track.notSure[second] = isUnsure ? 3 : 0;
    track.quality[second] = Math.round(255 * (0.6 + 0.35 * random()));
  }
  return track;
}

/** Mulberry32: the same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
