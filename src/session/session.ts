import type { Expression } from "../engine/expression.ts";

/**
 * One call as it is kept: who was there and what their faces showed, second by second. Never a picture.
 * Plain data that survives `structuredClone`.
 */
export interface Session extends SessionHeader {
  readonly participants: readonly Participant[];
}

/** All of a session but its tracks: what a list of sessions needs. */
export interface SessionHeader {
  /** A UUID. */
  readonly id: string;
  /** What the user called it; "" shows the site instead. At most 120 characters. */
  readonly title: string;
  /** The page's host, as in "meet.example.org"; "" for a file or an unknown page. */
  readonly site: string;
  /** In milliseconds since 1970, as are all `…Ms` moments. */
  readonly startedMs: number;
  /** Null while the session goes on. */
  readonly endedMs: number | null;
  /** When it was brought here from a file: the time it is kept for counts from then. Absent where it was recorded. */
  readonly broughtMs?: number;
  /** Version of the expression model that read it. */
  readonly modelVersion: string;
  /** In order of arrival. */
  readonly participants: readonly SessionParticipant[];
  /** The user's own, in order of time. */
  readonly notes: readonly Note[];
}

export interface SessionParticipant {
  /** Unique within the session. */
  readonly id: string;
  /** 1 for the first of the session, and so on: "Participant 1". */
  readonly number: number;
  /** "" unless the user lets names be kept. At most 120 characters. */
  readonly name: string;
  /** The user's own camera. */
  readonly self: boolean;
  readonly totals: Totals;
}

/** With all that was read of them. */
export interface Participant extends SessionParticipant {
  readonly track: Track;
}

/** What a participant's face showed over the whole session. */
export interface Totals {
  /** Seconds in which a face was read at least once: the time in view. */
  readonly secondsInView: number;
  /** Of those, seconds in which at least half of the readings were not sure. */
  readonly secondsNotSure: number;
  /** Sums of the one-second means of the eight probabilities over the seconds in view; divided by these, the shares. */
  readonly sums: readonly number[];
}

/**
 * Columns by second: element i, or the eight elements from 8 i, speak of second i of the session (the time from
 * `startedMs + 1000 i` to a second later). All participants' tracks have the session's length.
 */
export interface Track {
  /** Seconds covered. */
  readonly length: number;
  /** Mean probabilities, eight for each second in the order of EXPRESSIONS, 0 … 255 for 0 … 1. */
  readonly probabilities: Uint8Array;
  /** How many readings the second's means are of, at most 255; 0 where no face was read. */
  readonly readings: Uint8Array;
  /** How many of those were not sure. */
  readonly notSure: Uint8Array;
  /** Mean quality of the face's picture, 0 … 255 for 0 … 1. */
  readonly quality: Uint8Array;
}

/** A run of seconds with the same expression: the track, merged. */
export interface Segment {
  /** First second, and the second after the last. */
  readonly from: number;
  readonly to: number;
  /** The most probable expression; "not-sure" where at least half of the readings were not; null where no face was read. */
  readonly shows: Expression | "not-sure" | null;
}

export interface Note {
  /** A UUID. */
  readonly id: string;
  /** Seconds after the session's start. */
  readonly second: number;
  /** At most 2,000 characters. */
  readonly text: string;
}
