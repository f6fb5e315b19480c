import { afterEach, expect, test, vi } from "vitest";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { openCall, PATIENCE, person, type TestCall, untilPresent, untilRead } from "../call/demo-call.ts";
import { giveStore, hearEngine, newestSession, untilKept } from "./kept-call.ts";

let call: TestCall;
afterEach(() => call.close());

test("what is kept of a call is, second by second, what the engine said", async () => {
  call = await openCall([person("Ada", 0, "happiness"), person("Ben", 1, "surprise")]);
  const heard = await hearEngine(call);
  const sinceMs = Date.now();
  await untilPresent(call, { Ada: "face", Ben: "face" });
  await untilRead(call, ["Ada", "Ben"], 20);
  await call.press("Camera off: Ben");
  await untilPresent(call, { Ada: "face", Ben: "still" });
  await untilRead(call, ["Ada"], 8);
  const { modelVersion } = JSON.parse(
    await call.popup.evaluate(async () => {
      const response = await fetch("../assets/expression/model.json");
      return JSON.stringify({ modelVersion: (await response.json()).userDefinedMetadata.version });
    }),
  );
  await giveStore(call.popup);
  await call.popup.bringToFront();
  await call.popup.click("[role=switch]");
  await vi.waitFor(async () => expect(await call.view()).toBeNull(), PATIENCE);
  await untilKept(call.popup, ({ endedMs }) => expect(endedMs).not.toBeNull());

  const session = await newestSession(call.popup);
  const { startedMs, endedMs, participants } = session;
  expect(session).toMatchObject({ title: "", site: new URL(call.page.url()).host, notes: [], modelVersion });
  expect(startedMs).toBeLessThanOrEqual(sinceMs);
  expect(endedMs).toBeLessThanOrEqual(Date.now());
  expect(participants.map(({ name, number }) => [name, number])).toEqual([
    ["", 1],
    ["", 2],
  ]);
  const all = await heard();
  // Whole seconds in which the test was listening and the call was on.
  const first = Math.ceil((sinceMs - startedMs) / 1000);
  const end = Math.floor(((endedMs ?? 0) - startedMs) / 1000);
  let read = 0;
  for (const { id, track } of participants) {
    expect(track.length).toBe(Math.ceil(((endedMs ?? 0) - startedMs) / 1000));
    for (let second = first; second < end; second++) {
      const fromMs = startedMs + second * 1000;
      const own = all
        .filter(
          ({ source, timeMs, cameMs }) =>
            source === id && timeMs >= fromMs && timeMs < fromMs + 1000 && cameMs <= (endedMs ?? 0),
        )
        .flatMap(({ readings }) => readings.slice(0, 1));
      read += own.length;
      expect(track.readings[second], `readings of second ${second}`).toBe(own.length);
      expect(track.notSure[second]).toBe(own.filter(({ doubt }) => doubt).length);
      const mean = (values: number[]) =>
        Math.round((255 * values.reduce((sum, value) => sum + value, 0)) / (own.length || 1));
      expect(track.quality[second]).toBe(mean(own.map(({ quality }) => quality)));
      for (const [i, expression] of EXPRESSIONS.entries()) {
        const probabilities = own.map((reading) => reading.probabilities[i] ?? 0);
        expect(track.probabilities[second * 8 + i], `${expression} of second ${second}`).toBe(mean(probabilities));
      }
    }
  }
  expect(read).toBeGreaterThan(30);
});
