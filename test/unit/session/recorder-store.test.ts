import { describe, expect, test, vi } from "vitest";
import type { RecordingState } from "../../../src/session/call-view.ts";
import type { Session } from "../../../src/session/session.ts";
import { deleteSession, listSessions, loadSession, pruneSessions, putSession } from "../../../src/session/store.ts";
import { StoreError } from "../../../src/session/store-error.ts";
import { begun, PATIENCE, pass, reading, record, recordInEachTest, START_MS, session, the } from "./recording.ts";

recordInEachTest();

test("trouble with the store is told, and what could not be written is written later", async () => {
  await begun();
  the.tidy = () => Promise.reject(new StoreError("quota"));
  the.recorder = record();
  pass(1000);
  the.recorder.add("a", reading());
  the.recorder.tick();
  await vi.waitFor(() => expect(the.recorder.state).toEqual({ state: "failed", trouble: "quota" }), PATIENCE);
  expect(await session()).toBeNull();
  the.tidy = async () => undefined;
  pass(90_000);
  the.recorder.add("b", reading());
  pass(100);
  the.recorder.tick();
  await vi.waitFor(() => expect(the.recorder.state).toEqual({ state: "on" }), PATIENCE);
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
    await the.recorder.end();
    expect(the.recorder.state).toEqual({ state: "failed", trouble: "quota" });
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

  test("keeps the session locked until it is written, so that nobody is taken out of it meanwhile", async () => {
    let released = false;
    const request = (_: string, held: () => Promise<void>) => held().then(() => (released = true));
    vi.stubGlobal("navigator", { locks: { request } });
    the.recorder = record();
    const opening = await endOnFullDisk();
    expect(released).toBe(false);
    opening.mockRestore();
    await vi.advanceTimersByTimeAsync(10_000);
    await vi.waitFor(() => expect(released).toBe(true), PATIENCE);
    expect((await session())?.endedMs).toBe(START_MS + 2000);
  });

  test("is tidied up after then, as often as that needs", async () => {
    const endsSeen: unknown[] = [];
    the.tidy = async (isCallOver) => {
      if (!isCallOver) return;
      endsSeen.push((await session())?.endedMs);
      if (endsSeen.length === 1) throw new StoreError("quota");
      await pruneSessions("session", the.wallMs);
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
  /** Has readings come until the the.recorder has heard of what was done to its session. */
  async function untilRecording(state: RecordingState["state"]): Promise<void> {
    await vi.waitFor(() => {
      pass(3000);
      the.recorder.add("a", reading());
      the.recorder.tick();
      expect(the.recorder.state).toEqual({ state });
    }, PATIENCE);
  }

  async function deleted(): Promise<Session> {
    const session = await vi.waitFor(async () => {
      const session = await deleteSession(the.recorder.id);
      if (!session) throw new Error("There is none yet.");
      return session;
    }, PATIENCE);
    await untilRecording("deleted");
    return session;
  }

  test("stays deleted, and the call goes on", async () => {
    await begun();
    await deleted();
    await the.recorder.end();
    expect(await listSessions()).toEqual([]);
    expect(the.isIdle).toBe(false);
  });

  test("goes on when it is brought back, however late, without what was read meanwhile", async () => {
    await begun();
    const session = await deleted();
    const deletedAt = Math.floor((the.wallMs - START_MS) / 1000);
    pass(90_000);
    the.recorder.add("b", reading());
    await putSession(session);
    await untilRecording("on");
    const backAt = Math.floor((the.wallMs - START_MS) / 1000);
    the.recorder.add("b", reading());
    pass(2000);
    await the.recorder.end();
    const kept = await loadSession(the.recorder.id);
    expect(kept?.endedMs).toBe(the.wallMs);
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
    await the.recorder.end();
    expect(the.recorder.state).toEqual({ state: "deleted" });
  });
});
