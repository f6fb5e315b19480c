import { expect, test } from "vitest";
import type { CallLink } from "../../../src/popup/call-connection.ts";
import { phaseOf, type Start } from "../../../src/popup/phase.ts";
import type { EngineState, Presence } from "../../../src/session/call-view.ts";
import { call, participant } from "../../browser/popup/call-views.ts";

const none: Start = { state: "none" };
const off: CallLink = { state: "off" };

function on(presences: readonly Exclude<Presence, "face">[], engine?: EngineState): CallLink {
  const participants = presences.map((presence, i) => participant(i + 1, "", presence));
  return { state: "on", call: call(participants, engine ? { engine } : {}) };
}

test("off until started", () => {
  expect(phaseOf({ state: "connecting" }, none).name).toBe("unknown");
  expect(phaseOf(off, none).name).toBe("off");
});

test("starting shows until the call is there, or why there is none", () => {
  expect(phaseOf(off, { state: "pending" }).name).toBe("starting");
  expect(phaseOf(on([]), { state: "pending" }).name).toBe("no-video");
  expect(phaseOf(off, { state: "failed", why: "not-allowed", detail: "" }).name).toBe("not-allowed");
  expect(phaseOf(off, { state: "failed", why: "failed", detail: "why" })).toEqual({
    name: "not-started",
    detail: "why",
  });
});

test("a call that is on shows whatever became of an earlier attempt", () => {
  expect(phaseOf(on(["waiting"]), { state: "failed", why: "failed", detail: "" }).name).toBe("reading");
});

test("the engine comes first, then who is there", () => {
  expect(phaseOf(on(["still"], { state: "loading", progress: 0.2 }), none).name).toBe("loading");
  expect(phaseOf(on(["still"], { state: "failed", reason: "why" }), none).name).toBe("failed");
  expect(phaseOf(on([]), none).name).toBe("no-video");
  expect(phaseOf(on(["gone", "still"]), none).name).toBe("reading");
  expect(phaseOf(on(["gone", "gone"]), none).name).toBe("everyone-left");
});
