import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../src/messages/parse-settings.ts";
import { parseFromContent, parseFromPopup, parseRuntimeMessage } from "../../../src/messages/validate.ts";

const image = { width: 4, height: 2, pixels: new Uint8Array(8) };
const frame = { type: "frame", tile: "t1", timeMs: 5, image, grabMs: 0.5 };
const noFrame = { type: "no-frame", tile: "t1", reason: "still" };

describe("messages of content scripts", () => {
  test("well-formed ones pass", () => {
    expect(parseFromContent(frame)).toEqual(frame);
    expect(parseFromContent(noFrame)).toEqual(noFrame);
    const tiles = { type: "tiles", tiles: [{ id: "t1", name: "Ada", self: false }], leftOut: ["t2"] };
    expect(parseFromContent(tiles)).toEqual(tiles);
  });

  test.each([
    ["nothing", undefined],
    ["a string", "frame"],
    ["null", null],
    ["an unknown type", { ...frame, type: "eval" }],
    ["no tile", { ...frame, tile: undefined }],
    ["an empty tile id", { ...frame, tile: "" }],
    ["an endless tile id", { ...frame, tile: "x".repeat(65) }],
    ["no time", { ...frame, timeMs: Number.NaN }],
    ["a negative cost", { ...frame, grabMs: -1 }],
    ["no image", { ...frame, image: null }],
    ["too few pixels", { ...frame, image: { ...image, pixels: new Uint8Array(7) } }],
    ["too many pixels", { ...frame, image: { ...image, pixels: new Uint8Array(9) } }],
    ["pixels of another kind", { ...frame, image: { ...image, pixels: [0, 0, 0, 0, 0, 0, 0, 0] } }],
    ["a huge image", { ...frame, image: { width: 4096, height: 1, pixels: new Uint8Array(4096) } }],
    ["a size of half a pixel", { ...frame, image: { width: 0.5, height: 2, pixels: new Uint8Array(1) } }],
    ["an image without size", { ...frame, image: { width: 0, height: 0, pixels: new Uint8Array(0) } }],
    ["an unknown reason", { ...noFrame, reason: "because" }],
    ["tiles that are no list", { type: "tiles", tiles: { length: 1 }, leftOut: [] }],
    ["a tile that is no object", { type: "tiles", tiles: [null], leftOut: [] }],
    ["a tile without name", { type: "tiles", tiles: [{ id: "t1" }], leftOut: [] }],
    ["who is left out without a list", { type: "tiles", tiles: [], leftOut: "t1" }],
    ["an endless id that is left out", { type: "tiles", tiles: [], leftOut: ["x".repeat(65)] }],
  ])("%s is refused", (_, message) => {
    expect(parseFromContent(message)).toBeNull();
  });

  test("a thousand tiles are cut to a hundred, a long name to 120 characters", () => {
    const tiles = Array.from({ length: 1000 }, (_, i) => ({ id: `t${i}`, name: "n".repeat(10_000), self: false }));
    const parsed = parseFromContent({ type: "tiles", tiles, leftOut: [] });
    expect(parsed).toMatchObject({ type: "tiles", tiles: { length: 100 } });
    expect(parsed?.type === "tiles" && parsed.tiles[0]?.name.length).toBe(120);
  });

  test("fields nobody asked for are left behind", () => {
    expect(parseFromContent({ ...noFrame, extra: "x" })).toEqual(noFrame);
  });
});

test("the popup's messages are checked", () => {
  expect(parseFromPopup({ type: "watch", tabId: 3 })).toEqual({ type: "watch", tabId: 3 });
  for (const wrong of [
    null,
    {},
    { type: "stop", tabId: 3, start: "a" },
    { type: "watch" },
    { type: "watch", tabId: "3" },
    { type: "watch", tabId: -1 },
  ]) {
    expect(parseFromPopup(wrong)).toBeNull();
  }
});

test("one-off messages are checked", () => {
  for (const type of ["start", "stop", "expect"]) {
    expect(parseRuntimeMessage({ type, tabId: 3, start: "a" })).toEqual({ type, tabId: 3, start: "a" });
  }
  const ended = { type: "call-changed", tabId: 3, change: "ended-idle" };
  expect(parseRuntimeMessage(ended)).toEqual(ended);
  for (const type of ["prepare", "end-calls", "start-here", "resume-here", "new-frames", "cut-off"]) {
    expect(parseRuntimeMessage({ type, tabId: "x" })).toEqual({ type });
  }
  expect(parseRuntimeMessage({ type: "take-image", key: "a" })).toEqual({ type: "take-image", key: "a" });
  const settings = { ...DEFAULT_SETTINGS, rate: 1 };
  expect(parseRuntimeMessage({ type: "settings", settings })).toEqual({ type: "settings", settings });
  for (const wrong of [
    7,
    {},
    { type: "take-image", key: 3 },
    { type: "start", tabId: 3 },
    { type: "start", start: "a" },
    { type: "expect", tabId: 3, start: "x".repeat(65) },
    { type: "call-changed", tabId: 3, change: true },
    { type: "other", tabId: 3 },
  ]) {
    expect(parseRuntimeMessage(wrong)).toBeNull();
  }
});
