import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { TileIds } from "../../../src/content/tile-ids.ts";

const NOBODY: ReadonlySet<string> = new Set();

test("goes by the track, whatever shows it", () => {
  const ids = new TileIds();
  const [a, b] = [{}, {}];
  const first = ids.idFor({ track: a, element: {}, key: "" }, NOBODY);
  expect(ids.idFor({ track: b, element: {}, key: "" }, NOBODY)).not.toBe(first);
  expect(ids.idFor({ track: a, element: {}, key: "other" }, NOBODY)).toBe(first);
});

test("goes by the element where there is no track", () => {
  const ids = new TileIds();
  const element = {};
  const id = ids.idFor({ track: null, element, key: "" }, NOBODY);
  expect(ids.idFor({ track: null, element, key: "" }, NOBODY)).toBe(id);
  expect(ids.idFor({ track: null, element: {}, key: "" }, NOBODY)).not.toBe(id);
  expect(ids.idFor({ track: {}, element, key: "" }, NOBODY)).not.toBe(id);
});

test("gives a new track the id of its key, unless that is in use", () => {
  const ids = new TileIds();
  const id = ids.idFor({ track: {}, element: {}, key: "ada" }, NOBODY);
  expect(ids.idFor({ track: {}, element: {}, key: "ada" }, new Set([id]))).not.toBe(id);
  const latest = ids.idFor({ track: {}, element: {}, key: "ada" }, new Set([id]));
  expect(ids.idFor({ track: {}, element: {}, key: "ada" }, NOBODY)).toBe(latest);
});

test("tells apart two of one key who followed each other before both are there", () => {
  const ids = new TileIds();
  const [one, other] = [{}, {}];
  const id = ids.idFor({ track: one, element: {}, key: "guest" }, NOBODY);
  expect(ids.idFor({ track: other, element: {}, key: "guest" }, NOBODY)).toBe(id);
  expect(ids.idFor({ track: one, element: {}, key: "guest" }, NOBODY)).toBe(id);
  const second = ids.idFor({ track: other, element: {}, key: "guest" }, new Set([id]));
  expect(second).not.toBe(id);
  expect(ids.known({ track: other, element: {}, key: "guest" }, new Set([id])), "from now on").toBe(second);
  expect(ids.known({ track: one, element: {}, key: "guest" }, NOBODY)).toBe(id);
});

test("tells apart by their keys who follow each other on one track", () => {
  const ids = new TileIds();
  const track = {};
  const seen = (key: string) => ids.idFor({ track, element: {}, key }, NOBODY);
  const unnamed = seen("");
  expect(seen("ada")).toBe(unnamed);
  expect(seen("")).toBe(unnamed);
  expect(seen("bob")).not.toBe(unnamed);
  expect(ids.known({ track, element: {}, key: "ada" }, NOBODY)).toBeUndefined();
  expect(seen("ada")).toBe(unnamed);
});

test("gives people who change tracks with each other their own ids", () => {
  const ids = new TileIds();
  const [one, other] = [{}, {}];
  const ada = ids.idFor({ track: one, element: {}, key: "ada" }, NOBODY);
  const bob = ids.idFor({ track: other, element: {}, key: "bob" }, NOBODY);
  expect(ids.idFor({ track: one, element: {}, key: "bob" }, NOBODY)).toBe(bob);
  expect(ids.idFor({ track: other, element: {}, key: "ada" }, new Set([bob]))).toBe(ada);
});

test("holds on to no track", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const ids = new TileIds();
  // By a function of its own: what a variable here held would stay.
  const see = () => {
    const track = {};
    ids.idFor({ track, element: {}, key: "ada" }, NOBODY);
    return new WeakRef(track);
  };
  const seen = see();
  // A WeakRef keeps what it refers to until the task is over.
  await new Promise(setImmediate);
  collectGarbage();
  expect(seen.deref()).toBeUndefined();
  expect(ids.idFor({ track: null, element: {}, key: "bob" }, NOBODY), "nor gives an id again").toBe("tile-2");
});
