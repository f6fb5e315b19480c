import { describe, expect, test, vi } from "vitest";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import type { Reading } from "../../../src/engine/reading.ts";
import { IDLE_MS } from "../../../src/session/recorder.ts";
import { listSessions, reviseSession } from "../../../src/session/store.ts";
import {
  begun,
  PATIENCE,
  pass,
  person,
  reading,
  record,
  recordInEachTest,
  START_MS,
  session,
  the,
} from "./recording.ts";

recordInEachTest();

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
    const timeMs = the.wallMs - (i % 10) * 100;
    if (timeMs < START_MS) continue;
    const made = reading({
      source: id,
      timeMs,
      probabilities: probabilitiesOf(i),
      doubt: i % 4 === 0 ? "dark" : null,
      quality: (i % 11) / 10,
    });
    the.recorder.add(id, made);
    readings.push({ id, reading: made, second: Math.floor((timeMs - START_MS) / 1000) });
    the.recorder.tick();
    if (i % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await the.recorder.end();
  const kept = await session();
  const length = Math.ceil((the.wallMs - START_MS) / 1000);
  expect(kept).toMatchObject({ startedMs: START_MS, endedMs: the.wallMs, site: "meet.example.org", modelVersion: "1" });
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
      the.recorder.add("a", reading());
      the.recorder.tick();
    }
    await vi.waitFor(async () => {
      // Should the writing before have been under way until now.
      the.recorder.tick();
      expect((await session())?.participants[0]?.track.length).toBe(seconds);
    }, PATIENCE);
    const kept = await session();
    expect(kept?.endedMs).toBeNull();
    expect(kept?.participants[0]?.totals.secondsInView).toBeGreaterThanOrEqual(seconds - 1);
  }
});

test("a call without a face is no session; one of half a second with a face is", async () => {
  pass(10_000);
  the.recorder.tick();
  await the.recorder.end();
  expect(await listSessions()).toEqual([]);

  the.recorder = record();
  the.recorder.add("a", reading());
  pass(500);
  await the.recorder.end();
  expect(await session()).toMatchObject({ startedMs: START_MS + 10_000, endedMs: START_MS + 10_500 });
  expect((await session())?.participants[0]?.track).toMatchObject({ length: 1, readings: Uint8Array.of(1) });
});

describe("the clock", () => {
  test("set back, time goes on", async () => {
    pass(2000);
    the.recorder.add("a", reading());
    the.wallMs -= 3_600_000;
    pass(2000);
    the.recorder.add("a", reading());
    pass(1000);
    await the.recorder.end();
    const kept = await session();
    expect([...(kept?.participants[0]?.track.readings ?? [])]).toEqual([0, 0, 1, 0, 1]);
    expect(kept?.endedMs).toBe(START_MS + 5000);
  });

  test("leaping ahead, as in sleep, leaves seconds without a face", async () => {
    the.recorder.add("a", reading());
    the.wallMs += 120_000;
    the.recorder.add("a", reading());
    pass(500);
    await the.recorder.end();
    const track = (await session())?.participants[0]?.track;
    expect(track?.length).toBe(121);
    expect([...(track?.readings.entries() ?? [])].filter(([, count]) => count > 0)).toEqual([
      [0, 1],
      [120, 1],
    ]);
  });

  test("leaping ahead by more than ten minutes ends the session with the second of the last face", async () => {
    pass(1000);
    the.recorder.add("a", reading());
    the.wallMs += 8 * 3_600_000;
    the.recorder.add("a", reading());
    expect(the.isIdle).toBe(true);
    await vi.waitFor(async () => expect((await session())?.endedMs).toBe(START_MS + 2000), PATIENCE);
    expect((await session())?.participants[0]?.totals.secondsInView).toBe(1);
  });
});

test("ten minutes without a face end the session", () => {
  pass(IDLE_MS);
  the.recorder.tick();
  expect(the.isIdle).toBe(false);
  pass(1);
  the.recorder.tick();
  expect(the.isIdle).toBe(true);
});

test("of people who have left only the page stays: the session ends with their last second, or the user's last note", async () => {
  await begun();
  const leave = async () => {
    pass(8000);
    the.recorder.add("a", reading());
    pass(IDLE_MS - 60_000);
    the.recorder.tick();
    pass(61_000);
    the.recorder.tick();
    await vi.waitFor(async () => expect((await session())?.endedMs).not.toBeNull(), PATIENCE);
    return session();
  };
  expect(await leave()).toMatchObject({ endedMs: START_MS + 9000 });
  expect((await session())?.participants[0]?.track.length).toBe(9);

  const secondMs = the.wallMs;
  the.recorder = record();
  the.recorder.add("a", reading());
  the.recorder.tick();
  await vi.waitFor(async () => expect(await session()).not.toBeNull(), PATIENCE);
  await reviseSession(the.recorder.id, { notes: [{ id: "late", second: 30, text: "They have left." }] });
  expect(await leave()).toMatchObject({ endedMs: secondMs + 31_000 });
  expect((await session())?.participants[0]?.track.length).toBe(31);
});

test("a name that may be kept no longer is kept no longer", async () => {
  the.participants = [{ ...person("a", 1), name: "Ada" }];
  the.recorder.add("a", reading());
  await vi.waitFor(async () => {
    pass(3000);
    the.recorder.tick();
    expect((await session())?.participants[0]?.name).toBe("Ada");
  }, PATIENCE);
  the.participants = [person("a", 1)];
  await the.recorder.end();
  expect((await session())?.participants[0]?.name).toBe("");
});
