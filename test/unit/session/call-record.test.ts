import { describe, expect, test } from "vitest";
import type { Reading } from "../../../src/engine/reading.ts";
import type { Tile } from "../../../src/messages/messages.ts";
import { CallRecord, NO_TILES, type PageTiles } from "../../../src/session/call-record.ts";
import { HISTORY_STEP_MS, HISTORY_STEPS } from "../../../src/session/call-view.ts";
import { MOST_PARTICIPANTS } from "../../../src/session/limits.ts";
import { A_READING } from "./a-reading.ts";

const START_MS = 1_000_000;

/** What a page has: these to be read, and in `leftOut` these not. */
function page(names: readonly string[], leftOut: readonly string[] = []): PageTiles {
  return { tiles: new Map(names.map((name) => [name, { id: name, name, self: false }])), leftOut: new Set(leftOut) };
}

function one(tile: Tile): PageTiles {
  return { tiles: new Map([[tile.id, tile]]), leftOut: new Set() };
}

function reading(change: Partial<Reading> = {}): Reading {
  const probabilities = [0.5, 0.5, 0, 0, 0, 0, 0, 0];
  return { ...A_READING, source: "Ada", timeMs: START_MS, probabilities, valence: 0.25, ...change };
}

describe("a participant", () => {
  test("shares are the means over the readings, with and without doubt", () => {
    const record = new CallRecord();
    record.setTiles(page(["Ada"]), NO_TILES);
    record.addFrame("Ada", [reading({ probabilities: [1, 0, 0, 0, 0, 0, 0, 0] })], START_MS);
    record.addFrame("Ada", [reading({ probabilities: [0, 1, 0, 0, 0, 0, 0, 0], doubt: "ambiguous" })], START_MS + 250);
    record.addFrame("Ada", [], START_MS + 500);
    const [ada] = record.view(START_MS + 500).participants;
    expect(ada).toMatchObject({
      name: "Ada",
      number: 1,
      presence: "no-face",
      reading: null,
      frames: 3,
      framesWithFace: 2,
    });
    expect(ada?.shares).toEqual({ probabilities: [0.5, 0.5, 0, 0, 0, 0, 0, 0], notSure: 0.5 });
  });

  test("who leaves stays in the call as gone, and comes back as the same", () => {
    const record = new CallRecord();
    record.setTiles(page(["Ada", "Ben"]), NO_TILES);
    record.addFrame("Ada", [reading()], START_MS);
    record.setTiles(page(["Ben"]), page(["Ada", "Ben"]));
    // A picture that was still on its way.
    record.addFrame("Ada", [reading()], START_MS + 1010);
    record.addNoFrame("Ada", "still");
    expect(record.view(START_MS + 1100).participants.map(({ name, presence }) => [name, presence])).toEqual([
      ["Ada", "gone"],
      ["Ben", "waiting"],
    ]);
    record.setTiles(page(["Ben", "Ada", "Cem"]), page(["Ben"]));
    record.addFrame("Ada", [reading()], START_MS + 2100);
    expect(record.view(START_MS + 2100).participants.map(({ name, number }) => [name, number])).toEqual([
      ["Ada", 1],
      ["Ben", 2],
      ["Cem", 3],
    ]);
    expect(record.view(START_MS + 2100).participants[0]).toMatchObject({
      presence: "face",
      framesWithFace: 2,
    });
  });

  test("who is left out stays in the call as that, until it is read again or leaves", () => {
    const record = new CallRecord();
    const presences = () => record.view(START_MS).participants.map(({ name, presence }) => [name, presence]);
    record.setTiles(page(["Ada", "Ben"]), NO_TILES);
    record.addFrame("Ada", [reading()], START_MS);
    record.setTiles(page(["Ben"], ["Ada", "Cem"]), page(["Ada", "Ben"]));
    // A picture that was still on its way.
    record.addFrame("Ada", [reading()], START_MS);
    record.addNoFrame("Ada", "still");
    expect(presences(), "who was never read is not told of").toEqual([
      ["Ada", "left-out"],
      ["Ben", "waiting"],
    ]);
    record.setTiles(page(["Ada", "Ben"]), page(["Ben"], ["Ada", "Cem"]));
    expect(presences()[0]).toEqual(["Ada", "waiting"]);
    record.setTiles(page(["Ben"], ["Ada"]), page(["Ada", "Ben"]));
    record.setTiles(page(["Ben"]), page(["Ben"], ["Ada"]));
    expect(presences()[0]).toEqual(["Ada", "gone"]);
    record.setTiles(page(["Ben"], ["Ada"]), page(["Ben"]));
    expect(presences()[0], "back, and still left out").toEqual(["Ada", "left-out"]);
    expect(record.view(START_MS).participants[0]?.framesWithFace).toBe(1);
  });

  test("who is left out is counted for as long as they are there, read before or never, on all frames of the page", () => {
    const record = new CallRecord();
    const counted = () => record.view(START_MS).leftOut;
    expect(counted()).toBe(0);
    record.setTiles(page(["Ada"], ["Ben"]), NO_TILES);
    record.setTiles(page([], ["Cem"]), NO_TILES);
    expect(counted()).toBe(2);
    record.setTiles(page([], ["Ada", "Ben"]), page(["Ada"], ["Ben"]));
    expect(counted()).toBe(3);
    record.setTiles(NO_TILES, page([], ["Ada", "Ben"]));
    expect(counted()).toBe(1);
  });

  test("a name once known is not forgotten when its tag is hidden", () => {
    const record = new CallRecord();
    record.setTiles(one({ id: "t", name: "", self: false }), NO_TILES);
    record.setTiles(one({ id: "t", name: "Ada", self: true }), page(["t"]));
    record.setTiles(one({ id: "t", name: "", self: true }), page(["t"]));
    expect(record.view(START_MS).participants[0]).toMatchObject({ name: "Ada", self: true });
  });

  test("no news for long reads as waiting, never as the last expression", () => {
    const record = new CallRecord();
    record.setTiles(page(["Ada"]), NO_TILES);
    record.addFrame("Ada", [reading()], START_MS);
    expect(record.view(START_MS + 1000).participants[0]).toMatchObject({ presence: "face" });
    expect(record.view(START_MS + 7000).participants[0]).toMatchObject({
      presence: "waiting",
      reading: null,
    });
  });

  test.each([
    ["still", "still"],
    ["not-ready", "waiting"],
    ["unreadable", "unreadable"],
  ] as const)("a tile without a picture because it is %s shows as %s", (reason, presence) => {
    const record = new CallRecord();
    record.setTiles(page(["Ada"]), NO_TILES);
    record.addNoFrame("Ada", reason);
    expect(record.view(START_MS).participants[0]?.presence).toBe(presence);
  });
});

test("a page that brings new people for ever makes no call that cannot be read again", () => {
  const call = new CallRecord();
  let previous = NO_TILES;
  for (let group = 0; group < 12; group++) {
    const now = page(Array.from({ length: 100 }, (_, i) => `${group}-${i}`));
    call.setTiles(now, previous);
    previous = now;
  }
  expect(call.participants).toHaveLength(MOST_PARTICIPANTS);
  const [last = ""] = previous.tiles.keys();
  expect(call.addFrame(last, [reading()], START_MS)).toBeNull();
});

test("the history has a value for each step, gaps where no face was, and an end", () => {
  const record = new CallRecord();
  record.setTiles(page(["Ada"]), NO_TILES);
  record.addFrame("Ada", [reading({ valence: 0 })], START_MS);
  record.addFrame("Ada", [reading({ valence: 1 })], START_MS + 100);
  record.addFrame("Ada", [reading({ valence: -1 })], START_MS + 2 * HISTORY_STEP_MS);
  const history = (nowMs: number) => record.view(nowMs).participants[0]?.history;
  expect(history(START_MS + 3 * HISTORY_STEP_MS)).toEqual([0.5, null, -1, null]);
  for (let i = 3; i < 1000; i++) record.addFrame("Ada", [reading({ valence: 0.5 })], START_MS + i * HISTORY_STEP_MS);
  expect(history(START_MS + 999 * HISTORY_STEP_MS)).toEqual(Array.from({ length: HISTORY_STEPS }, () => 0.5));
});

test("where the clock is set back the history goes on from there", () => {
  const record = new CallRecord();
  record.setTiles(page(["Ada"]), NO_TILES);
  for (const step of [100, 101, 0, 1, 2]) {
    record.addFrame("Ada", [reading({ valence: 0.1 })], START_MS + step * HISTORY_STEP_MS);
  }
  const { participants } = record.view(START_MS + 2 * HISTORY_STEP_MS);
  expect(participants[0]?.history).toEqual([0.1, 0.1, 0.1]);
});

test("the room is the mean over all readings of all participants", () => {
  const record = new CallRecord();
  expect(record.view(START_MS).room).toBeNull();
  record.setTiles(page(["Ada", "Ben"]), NO_TILES);
  for (let i = 0; i < 3; i++)
    record.addFrame("Ada", [reading({ probabilities: [1, 0, 0, 0, 0, 0, 0, 0] })], START_MS + i);
  record.addFrame("Ben", [reading({ probabilities: [0, 1, 0, 0, 0, 0, 0, 0] })], START_MS);
  expect(record.view(START_MS).room).toEqual({ probabilities: [0.75, 0.25, 0, 0, 0, 0, 0, 0], notSure: 0 });
});
