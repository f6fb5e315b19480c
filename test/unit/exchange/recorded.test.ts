import { expect, test, vi } from "vitest";
import { readSession } from "../../../src/exchange/read-session.ts";
import { writeSession } from "../../../src/exchange/write-session.ts";
import { IDLE_MS } from "../../../src/session/recorder.ts";
import { closeUnfinished, reviseSession } from "../../../src/session/store.ts";
import { begun, PATIENCE, pass, reading, recordInEachTest, START_MS, session, the } from "../session/recording.ts";

recordInEachTest();

/** Writes all that was read so far. */
async function written(): Promise<void> {
  the.recorder.add("b", reading());
  the.recorder.tick();
  await vi.waitFor(async () => expect((await session())?.participants[1]?.totals.secondsInView).toBe(1), PATIENCE);
}

/** After a long time without a face. */
async function endIdle(): Promise<void> {
  pass(IDLE_MS + 700);
  await the.recorder.end();
}

const ENDS: readonly {
  readonly how: string;
  readonly lastsMs: number;
  readonly seconds: number;
  readonly end: () => Promise<unknown>;
}[] = [
  { how: "by hand", lastsMs: 4501, seconds: 5, end: () => the.recorder.end() },
  { how: "for want of a face", lastsMs: 5000, seconds: 5, end: endIdle },
  { how: "after a crash", lastsMs: 5000, seconds: 5, end: () => written().then(() => closeUnfinished(new Set())) },
  {
    how: "for want of a face, with a note after the last one",
    lastsMs: 12_000,
    seconds: 12,
    end: async () => {
      await written();
      await reviseSession(the.recorder.id, { notes: [{ id: crypto.randomUUID(), second: 11, text: "?" }] });
      await endIdle();
    },
  },
];

test.each(ENDS)("a session that was ended $how can be brought back", async ({ lastsMs, seconds, end }) => {
  await begun();
  pass(4500.5);
  the.recorder.add("a", reading());
  await end();
  const kept = await session();
  if (!kept) return expect.fail("it is not kept");
  const read = readSession([...writeSession(kept)].join(""));
  expect([read.startedMs, read.endedMs]).toEqual([START_MS, START_MS + lastsMs]);
  expect(read.participants.map(({ track }) => track.length)).toEqual([seconds, seconds]);
});
