import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import type { Reading } from "../../../src/engine/reading.ts";
import type { RecordingState } from "../../../src/session/call-view.ts";
import { IDLE_MS, SessionRecorder } from "../../../src/session/recorder.ts";
import type { Session, SessionParticipant } from "../../../src/session/session.ts";
import { SessionClock } from "../../../src/session/session-clock.ts";
import { deleteSession, listSessions, loadSession, pruneSessions, putSession } from "../../../src/session/store.ts";
import { StoreError } from "../../../src/session/store-error.ts";
import { A_READING } from "./a-reading.ts";

const PATIENCE = { timeout: 30_000 };
const START_MS = Date.UTC(2026, 0, 15, 9);

/** What the computer's clocks show; tests move them. */
let wallMs: number;
let monotonicMs: number;
let recorder: SessionRecorder;
let isIdle: boolean;
let prepare: () => Promise<void>;
let cleanUp: () => Promise<void>;
let participants: Omit<SessionParticipant, "totals">[];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  wallMs = START_MS;
  monotonicMs = 5000;
  isIdle = false;
  prepare = async () => undefined;
  cleanUp = async () => undefined;
  participants = [person("a", 1), person("b", 2)];
  vi.spyOn(performance, "now").mockImplementation(() => monotonicMs);
  // Node 20 has no Web Locks: nobody else records here.
  vi.stubGlobal("navigator", { locks: { request: async () => undefined } });
  recorder = record();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function record(): SessionRecorder {
  return new SessionRecorder({
    clock: new SessionClock(
      () => wallMs,
      () => monotonicMs,
    ),
    recorded: () => ({ site: "meet.example.org", modelVersion: "1", participants }),
    prepare: () => prepare(),
    cleanUp: () => cleanUp(),
    onStateChange: () => undefined,
    onIdle: () => {
      isIdle = true;
      void recorder.end();
    },
  });
}

function person(id: string, number: number): Omit<SessionParticipant, "totals"> {
  return { id, number, name: "", self: false };
}

function pass(ms: number): void {
  wallMs += ms;
  monotonicMs += ms;
}

function reading(change: Partial<Reading> = {}): Reading {
  return { ...A_READING, timeMs: wallMs, ...change };
}

/** Waits until the session is there, with its first face. */
async function begun(): Promise<void> {
  recorder.add("a", reading());
  recorder.tick();
  await vi.waitFor(async () => expect(await listSessions()).toHaveLength(1), PATIENCE);
}

async function session() {
  return loadSession(recorder.id);
}

/** Pseudo-random shares that sum to 1, from any number. */
function probabilitiesOf(seed: number): number[] {
  const weights = EXPRESSIONS.map((_, i) => Math.abs(Math.sin(seed * 12.9898 + i * 78.233)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

test("what is kept is the means of each second's readings, however they fall", async () => {
  const readings: { id: string; reading: Reading; second: number }[] = [];
  for (let i = 0; i < 700; i++) {
    pass(97 + (i % 7) * 41);
    // A quiet minute and a half, and readings that come up to 900 ms after their picture.
    if (i > 300 && i < 700 - 300 && i % 50 < 45) continue;
    const id = i % 3 === 0 ? "b" : "a";
    const timeMs = wallMs - (i % 10) * 100;
    if (timeMs < START_MS) continue;
    const made = reading({
      source: id,
      timeMs,
      probabilities: probabilitiesOf(i),
      doubt: i % 4 === 0 ? "dark" : null,
      quality: (i % 11) / 10,
    });
    recorder.add(id, made);
    readings.push({ id, reading: made, second: Math.floor((timeMs - START_MS) / 1000) });
    recorder.tick();
    if (i % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await recorder.end();
  const kept = await session();
  const length = Math.ceil((wallMs - START_MS) / 1000);
  expect(kept).toMatchObject({ startedMs: START_MS, endedMs: wallMs, site: "meet.example.org", modelVersion: "1" });
  expect(kept?.participants.map(({ id }) => id)).toEqual(["a", "b"]);
  for (const { id, track, totals } of kept?.participants ?? []) {
    expect(track.length).toBe(length);
    const sums = EXPRESSIONS.map(() => 0);
    let inView = 0;
    let notSure = 0;
    for (let second = 0; second < length; second++) {
      const own = readings.filter((each) => each.id === id && each.second === second).map((each) => each.reading);
      const doubts = own.filter(({ doubt }) => doubt !== null).length;
      const meanOf = (of: (each: Reading) => number) => own.reduce((sum, each) => sum + of(each), 0) / own.length;
      const bytes = EXPRESSIONS.map((_, i) =>
        own.length ? Math.round(meanOf(({ probabilities }) => probabilities[i] ?? 0) * 255) : 0,
      );
      expect([...track.probabilities.subarray(second * 8, second * 8 + 8)]).toEqual(bytes);
      expect(track.readings[second]).toBe(own.length);
      expect(track.notSure[second]).toBe(doubts);
      expect(track.quality[second]).toBe(own.length ? Math.round(meanOf(({ quality }) => quality) * 255) : 0);
      if (own.length === 0) continue;
      inView++;
      if (doubts >= own.length / 2) notSure++;
      for (const [i, byte] of bytes.entries()) sums[i] = (sums[i] ?? 0) + byte / 255;
    }
    expect(inView).toBeGreaterThan(30);
    expect(totals).toMatchObject({ secondsInView: inView, secondsNotSure: notSure });
    for (const [i, sum] of sums.entries()) expect(totals.sums[i]).toBeCloseTo(sum, 9);
  }
});

test("seconds are written while the call goes on, and the session ends there if nobody ends it", async () => {
  await begun();
  for (const seconds of [3, 6, 9, 12]) {
    for (let second = 0; second < 3; second++) {
      pass(1000);
      recorder.add("a", reading());
      recorder.tick();
    }
    await vi.waitFor(async () => {
      // Should the writing before have been under way until now.
      recorder.tick();
      expect((await session())?.participants[0]?.track.length).toBe(seconds);
    }, PATIENCE);
    const kept = await session();
    expect(kept?.endedMs).toBeNull();
    expect(kept?.participants[0]?.totals.secondsInView).toBeGreaterThanOrEqual(seconds - 1);
  }
});

test("a call without a face is no session; one of half a second with a face is", async () => {
  pass(10_000);
  recorder.tick();
  await recorder.end();
  expect(await listSessions()).toEqual([]);

  recorder = record();
  recorder.add("a", reading());
  pass(500);
  await recorder.end();
  expect(await session()).toMatchObject({ startedMs: START_MS + 10_000, endedMs: START_MS + 10_500 });
  expect((await session())?.participants[0]?.track).toMatchObject({ length: 1, readings: Uint8Array.of(1) });
});

describe("the clock", () => {
  test("set back, time goes on", async () => {
    pass(2000);
    recorder.add("a", reading());
    wallMs -= 3_600_000;
    pass(2000);
    recorder.add("a", reading());
    pass(1000);
    await recorder.end();
    const kept = await session();
    expect([...(kept?.participants[0]?.track.readings ?? [])]).toEqual([0, 0, 1, 0, 1]);
    expect(kept?.endedMs).toBe(START_MS + 5000);
  });

  test("leaping ahead, as in sleep, leaves seconds without a face", async () => {
    recorder.add("a", reading());
    wallMs += 120_000;
    recorder.add("a", reading());
    pass(500);
    await recorder.end();
    const track = (await session())?.participants[0]?.track;
    expect(track?.length).toBe(121);
    expect([...(track?.readings.entries() ?? [])].filter(([, count]) => count > 0)).toEqual([
      [0, 1],
      [120, 1],
    ]);
  });

  test("leaping ahead by more than ten minutes ends the session where ten minutes without a face end it", async () => {
    pass(1000);
    recorder.add("a", reading());
    wallMs += 8 * 3_600_000;
    recorder.add("a", reading());
    expect(isIdle).toBe(true);
    await vi.waitFor(async () => expect((await session())?.endedMs).toBe(START_MS + 1000 + IDLE_MS), PATIENCE);
    expect((await session())?.participants[0]?.totals.secondsInView).toBe(1);
  });
});

test("ten minutes without a face end the session", () => {
  pass(IDLE_MS);
  recorder.tick();
  expect(isIdle).toBe(false);
  pass(1);
  recorder.tick();
  expect(isIdle).toBe(true);
});

test("trouble with the store is told, and what could not be written is written later", async () => {
  await begun();
  prepare = () => Promise.reject(new StoreError("quota"));
  recorder = record();
  pass(1000);
  recorder.add("a", reading());
  recorder.tick();
  await vi.waitFor(() => expect(recorder.state).toEqual({ state: "failed", trouble: "quota" }), PATIENCE);
  expect(await session()).toBeNull();
  prepare = async () => undefined;
  pass(90_000);
  recorder.add("b", reading());
  pass(100);
  recorder.tick();
  await vi.waitFor(() => expect(recorder.state).toEqual({ state: "on" }), PATIENCE);
  const kept = await session();
  expect(kept?.participants[0]?.track.readings[1]).toBe(1);
  expect(kept?.participants[1]?.track.readings[91]).toBe(1);
});

describe("an end that cannot be written, as on a full disk,", () => {
  async function endOnFullDisk() {
    await begun();
    pass(2000);
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const opening = vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("", "QuotaExceededError");
    });
    await recorder.end();
    expect(recorder.state).toEqual({ state: "failed", trouble: "quota" });
    return opening;
  }

  test("is written when there is room", async () => {
    const opening = await endOnFullDisk();
    opening.mockRestore();
    pass(10_000);
    await vi.advanceTimersByTimeAsync(10_000);
    await vi.waitFor(async () => expect((await session())?.endedMs).toBe(START_MS + 2000), PATIENCE);
    expect((await session())?.participants[0]?.totals.secondsInView).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is tidied up after then, as often as that needs", async () => {
    const endsSeen: unknown[] = [];
    cleanUp = async () => {
      endsSeen.push((await session())?.endedMs);
      if (endsSeen.length === 1) throw new StoreError("quota");
      await pruneSessions("session", wallMs);
    };
    const opening = await endOnFullDisk();
    expect(endsSeen).toEqual([]);
    opening.mockRestore();
    await vi.advanceTimersByTimeAsync(10_000);
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1), PATIENCE);
    await vi.advanceTimersByTimeAsync(10_000);
    await vi.waitFor(async () => expect(await listSessions()).toEqual([]), PATIENCE);
    expect(endsSeen).toEqual([START_MS + 2000, START_MS + 2000]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is not tried for longer than the document lingers", async () => {
    const opening = await endOnFullDisk();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opening).toHaveBeenCalledTimes(6);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a session deleted while it is recorded", () => {
  /** Has readings come until the recorder has heard of what was done to its session. */
  async function untilRecording(state: RecordingState["state"]): Promise<void> {
    await vi.waitFor(() => {
      pass(3000);
      recorder.add("a", reading());
      recorder.tick();
      expect(recorder.state).toEqual({ state });
    }, PATIENCE);
  }

  async function deleted(): Promise<Session> {
    const session = await vi.waitFor(async () => {
      const session = await deleteSession(recorder.id);
      if (!session) throw new Error("There is none yet.");
      return session;
    }, PATIENCE);
    await untilRecording("deleted");
    return session;
  }

  test("stays deleted, and the call goes on", async () => {
    await begun();
    await deleted();
    await recorder.end();
    expect(await listSessions()).toEqual([]);
    expect(isIdle).toBe(false);
  });

  test("goes on when it is brought back, however late, without what was read meanwhile", async () => {
    await begun();
    const session = await deleted();
    const deletedAt = Math.floor((wallMs - START_MS) / 1000);
    pass(90_000);
    recorder.add("b", reading());
    await putSession(session);
    await untilRecording("on");
    const backAt = Math.floor((wallMs - START_MS) / 1000);
    recorder.add("b", reading());
    pass(2000);
    await recorder.end();
    const kept = await loadSession(recorder.id);
    expect(kept?.endedMs).toBe(wallMs);
    const [one, other] = (kept?.participants ?? []).map(({ track, totals }) => {
      const read = [...track.readings.keys()].filter((second) => track.readings[second]);
      expect(totals.secondsInView).toBe(read.length);
      return read;
    });
    expect(one?.[0]).toBe(0);
    expect(one?.filter((second) => second > deletedAt && second < deletedAt + 90)).toEqual([]);
    expect(other).toEqual([backAt]);
  });

  test("stays so in the popup while the store is in trouble", async () => {
    await begun();
    await deleted();
    vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("", "QuotaExceededError");
    });
    await untilRecording("deleted");
    await recorder.end();
    expect(recorder.state).toEqual({ state: "deleted" });
  });
});

test("a name that may be kept no longer is kept no longer", async () => {
  participants = [{ ...person("a", 1), name: "Ada" }];
  recorder.add("a", reading());
  await vi.waitFor(async () => {
    pass(3000);
    recorder.tick();
    expect((await session())?.participants[0]?.name).toBe("Ada");
  }, PATIENCE);
  participants = [person("a", 1)];
  await recorder.end();
  expect((await session())?.participants[0]?.name).toBe("");
});
