import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Reading } from "../../../src/engine/reading.ts";
import { SessionRecorder } from "../../../src/session/recorder.ts";
import type { SessionParticipant } from "../../../src/session/session.ts";
import { SessionClock } from "../../../src/session/session-clock.ts";
import { listSessions, loadSession } from "../../../src/session/store.ts";
import { A_READING } from "./a-reading.ts";

export const PATIENCE = { timeout: 30_000 };
export const START_MS = Date.UTC(2026, 0, 15, 9);

interface Recording {
  /** What the computer's clocks show; tests move them. */
  wallMs: number;
  monotonicMs: number;
  recorder: SessionRecorder;
  isIdle: boolean;
  tidy: (isCallOver: boolean) => Promise<void>;
  participants: Omit<SessionParticipant, "totals">[];
}

/** The recording under test, anew for each. */
export const the = {} as Recording;

/** A store and a recorder of its own for every test of the file. */
export function recordInEachTest(): void {
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
    the.wallMs = START_MS;
    the.monotonicMs = 5000;
    the.isIdle = false;
    the.tidy = async () => undefined;
    the.participants = [person("a", 1), person("b", 2)];
    vi.spyOn(performance, "now").mockImplementation(() => the.monotonicMs);
    // Node 20 has no Web Locks: nobody else records here.
    vi.stubGlobal("navigator", { locks: { request: async () => undefined } });
    the.recorder = record();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });
}

export function record(): SessionRecorder {
  return new SessionRecorder({
    clock: new SessionClock(
      () => the.wallMs,
      () => the.monotonicMs,
    ),
    recorded: () => ({ site: "meet.example.org", modelVersion: "1", participants: the.participants }),
    tidy: (isCallOver) => the.tidy(isCallOver),
    onStateChange: () => undefined,
    onIdle: () => {
      the.isIdle = true;
      void the.recorder.end();
    },
  });
}

export function person(id: string, number: number): Omit<SessionParticipant, "totals"> {
  return { id, number, name: "", self: false };
}

export function pass(ms: number): void {
  the.wallMs += ms;
  the.monotonicMs += ms;
}

export function reading(change: Partial<Reading> = {}): Reading {
  return { ...A_READING, timeMs: the.wallMs, ...change };
}

/** Waits until the session is there, with its first face. */
export async function begun(): Promise<void> {
  the.recorder.add("a", reading());
  the.recorder.tick();
  await vi.waitFor(async () => expect(await listSessions()).toHaveLength(1), PATIENCE);
}

export async function session() {
  return loadSession(the.recorder.id);
}
