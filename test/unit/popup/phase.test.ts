import { expect, test } from "vitest";
import type { CallLink } from "../../../src/popup/call-connection.ts";
import { phaseOf, SEARCH_MS, type Start } from "../../../src/popup/phase.ts";
import type { CallView, EngineState, Presence } from "../../../src/session/call-view.ts";
import { call, participant } from "../../browser/popup/call-views.ts";

const none: Start = { state: "none" };
const off: CallLink = { state: "off" };

function on(presences: readonly Exclude<Presence, "face">[], engine?: EngineState): CallLink {
  const participants = presences.map((presence, i) => participant(i + 1, "", presence));
  return { state: "on", call: call(participants, engine ? { engine } : {}) };
}

test("off until started", () => {
  expect(phaseOf({ state: "connecting" }, none, false).name).toBe("unknown");
  expect(phaseOf(off, none, false).name).toBe("off");
  expect(phaseOf(off, none, false, "https://meet.example.org").name).toBe("ended-idle");
  expect(phaseOf(off, { state: "pending" }, false, "").name).toBe("starting");
});

test("starting shows until the call is there, or why there is none", () => {
  expect(phaseOf(off, { state: "pending" }, false).name).toBe("starting");
  expect(phaseOf(on([]), { state: "pending" }, false).name).toBe("no-video");
  expect(phaseOf(off, { state: "failed", why: "not-allowed", detail: "" }, false).name).toBe("not-allowed");
  expect(phaseOf(off, { state: "failed", why: "failed", detail: "why" }, false)).toEqual({
    name: "not-started",
    detail: "why",
  });
});

test("a call that is on shows whatever became of an earlier attempt", () => {
  expect(phaseOf(on(["waiting"]), { state: "failed", why: "failed", detail: "" }, false).name).toBe("reading");
});

test("the engine comes first, then who is there", () => {
  expect(phaseOf(on(["still"], { state: "loading", progress: 0.2 }), none, false).name).toBe("loading");
  expect(phaseOf(on(["still"], { state: "failed", reason: "why" }), none, false).name).toBe("failed");
  expect(phaseOf(on([]), none, false).name).toBe("no-video");
  expect(phaseOf(on(["gone", "still"]), none, false).name).toBe("reading");
  expect(phaseOf(on(["gone", "gone"]), none, false).name).toBe("everyone-left");
});

test("where all who are there are left out, the page is not said to have no video, nor everyone to have left", () => {
  const leftOut = (who: CallView["participants"]): CallLink => ({ state: "on", call: call(who, { leftOut: 2 }) });
  expect(phaseOf(leftOut([]), none, false).name).toBe("all-left-out");
  expect(phaseOf(leftOut([participant(1, "Ada", "gone")]), none, false).name).toBe("reading");
});

test("a call just begun is not said to have no video before its page could tell", () => {
  const begun = call([], { startedMs: 0, nowMs: SEARCH_MS - 1 });
  const link: CallLink = { state: "on", call: begun };
  expect(phaseOf(link, none, true).name).toBe("starting");
  // No further news came.
  expect(phaseOf(link, none, false).name).toBe("no-video");
  // The popup was opened later.
  expect(phaseOf(on([]), none, true).name).toBe("no-video");
});
