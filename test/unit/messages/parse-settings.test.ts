import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, isHost, parseSettings } from "../../../src/messages/parse-settings.ts";
import type { Settings } from "../../../src/messages/settings.ts";

const CHOSEN: Settings = {
  welcomeDone: true,
  purpose: "consent",
  faces: "mine",
  keepNames: true,
  leaveOut: ["Ada", "عمر"],
  badges: true,
  rate: 1,
  backend: "wasm",
  retention: "forever",
  alwaysOn: ["meet.example.org"],
};

test("what was chosen is read back as it was", () => {
  expect(parseSettings(structuredClone(CHOSEN))).toEqual(CHOSEN);
});

test("nothing stored: off, no names, thirty days", () => {
  expect(parseSettings(undefined)).toEqual(DEFAULT_SETTINGS);
  expect(DEFAULT_SETTINGS).toMatchObject({ welcomeDone: false, keepNames: false, retention: "30-days", alwaysOn: [] });
});

describe("malformed values are the defaults, each on its own", () => {
  test.each([
    ["a string for all", "settings"],
    ["a list for all", [1, 2]],
    ["truthy words", { welcomeDone: "yes", keepNames: 1, badges: "true" }],
    ["unknown choices", { purpose: "spying", faces: "others", rate: 1000, backend: "cuda", retention: "never" }],
    ["values of other kinds", { purpose: 3, faces: null, rate: "4", backend: {}, retention: [] }],
    ["lists that are none", { leaveOut: "Ada", alwaysOn: { 0: "a.example" } }],
    ["entries that are none", { leaveOut: [1, null, "", "  ", "x".repeat(121)], alwaysOn: ["*", "a b", "a/b", "."] }],
  ])("%s", (_, stored) => {
    expect(parseSettings(stored)).toEqual(DEFAULT_SETTINGS);
  });

  test("beside them the good ones count", () => {
    expect(parseSettings({ rate: 5, badges: true, leaveOut: ["Ada", 7, "Ada"] })).toEqual({
      ...DEFAULT_SETTINGS,
      badges: true,
      leaveOut: ["Ada"],
    });
  });
});

test("a host is one as addresses have it", () => {
  for (const host of ["meet.example.org", "localhost", "127.0.0.1", "xn--mnchen-3ya.example"]) {
    expect(isHost(host), host).toBe(true);
  }
  for (const text of ["", "*", "*.example.org", "https://a.example", "a.example/path", "a..b", "-a", "A.example"]) {
    expect(isHost(text), text).toBe(false);
  }
});
