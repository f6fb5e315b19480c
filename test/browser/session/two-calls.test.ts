import { afterEach, expect, test, vi } from "vitest";
import { openCall, openSecondTab, PATIENCE, person, type TestCall, untilPresent } from "../call/demo-call.ts";
import { giveStore, secondsRead, sessions } from "./kept-call.ts";

let call: TestCall;
afterEach(() => call.close());

test("two calls in two tabs are two sessions, each with its own end", async () => {
  call = await openCall([person("Ada", 0, "happiness")]);
  await untilPresent(call, { Ada: "face" });
  const { page: second, view: secondView } = await openSecondTab(call);
  await vi.waitFor(async () => expect((await secondView())?.participants[0]?.presence).toBe("face"), PATIENCE);
  await giveStore(call.popup);
  await vi.waitFor(async () => {
    const kept = await sessions(call.popup);
    expect(kept.map(({ endedMs }) => endedMs)).toEqual([null, null]);
    for (const session of kept) expect(secondsRead(session)).toBeGreaterThan(2);
  }, PATIENCE);

  await second.close();
  await vi.waitFor(async () => {
    const [newer, older] = await sessions(call.popup);
    expect(newer?.endedMs).toBeGreaterThan(newer?.startedMs ?? 0);
    expect(older?.endedMs).toBeNull();
  }, PATIENCE);
  const [newer, older] = await sessions(call.popup);
  await vi.waitFor(async () => {
    const [closed, goingOn] = await sessions(call.popup);
    expect(closed).toEqual(newer);
    expect(goingOn && secondsRead(goingOn)).toBeGreaterThan((older && secondsRead(older)) ?? 0);
  }, PATIENCE);
});
