import type { Backend } from "../engine/backend.ts";
import type { Probabilities } from "../engine/expression.ts";
import type { Reading } from "../engine/reading.ts";
import type { StoreTrouble } from "./store-error.ts";

/** What the popup shows of a call: plain data, sent whole about twice a second. */
export interface CallView {
  readonly startedMs: number;
  /**
   * The time this view speaks of, in milliseconds since 1970, as are all `…Ms` moments in it. Where the computer's clock is set
   * back, time goes on: what has passed since the start is how long the call has been on.
   */
  readonly nowMs: number;
  readonly engine: EngineState;
  readonly recording: RecordingState;
  /** In order of arrival; who has left stays, as absent. */
  readonly participants: readonly ParticipantView[];
  /** How many are there, but left out by the user's choice: those too who never were a participant. */
  readonly leftOut: number;
  /** Over all participants, weighted by their time with a face. Null before the first reading. */
  readonly room: Shares | null;
}

export type EngineState =
  | { readonly state: "loading" /** 0 … 1 */; readonly progress: number }
  | {
      readonly state: "ready";
      readonly backend: Backend /** Of all tiles, lately. */;
      readonly readingsPerSecond: number;
    }
  | { readonly state: "failed" /** A sentence for the person who reads it. */; readonly reason: string };

/** Whether the call is being kept. */
export type RecordingState =
  | { readonly state: "on" }
  /** Not at present: it is tried again every few seconds. */
  | { readonly state: "failed"; readonly trouble: StoreTrouble }
  /** The user deleted the session: no more of this call is kept, unless that is undone. */
  | { readonly state: "deleted" };

/** What a participant's tile gives just now. */
export type Presence =
  /** A face, being read. */
  | "face"
  /** A picture without a face. */
  | "no-face"
  /** The camera is off or the picture frozen. */
  | "still"
  /** The browser does not let the page's pictures be read. */
  | "unreadable"
  /** Waiting for the first picture. */
  | "waiting"
  /** The user does not let it be read. */
  | "left-out"
  /** No longer in the call. */
  | "gone";

/** Whether nothing of the participant is to be read, for as long as it stays so. */
export function isAbsent(presence: Presence): boolean {
  return presence === "gone" || presence === "left-out";
}

/** Mean probabilities over a time: they sum to 1. */
export interface Shares {
  readonly probabilities: Probabilities;
  /** Share of the readings that were not sure, 0 … 1. */
  readonly notSure: number;
}

export interface ParticipantView {
  /** Never reused within a call. */
  readonly id: string;
  /** As on the page, or "" — then the page shows "Participant {number}". */
  readonly name: string;
  /** 1 for the first participant of the call, and so on. */
  readonly number: number;
  readonly self: boolean;
  readonly presence: Presence;
  /** The present reading; null unless presence is "face". */
  readonly reading: Reading | null;
  /** Over the call so far; null before the first reading. */
  readonly shares: Shares | null;
  /** Valence, oldest first, one value for every {@link HISTORY_STEP_MS}, at most {@link HISTORY_STEPS}; null without a face. */
  readonly history: readonly (number | null)[];
  /** Pictures received. */
  readonly frames: number;
  /** Of those, pictures in which a face was read. */
  readonly framesWithFace: number;
}

export const HISTORY_STEP_MS = 2000;
/** Three minutes. */
export const HISTORY_STEPS = 90;
