import { expect, test } from "vitest";
import { Pacer } from "../../../src/offscreen/pacer.ts";

/** Runs the pacer for a time, answering each ask `answerMs` later, and returns when each source was asked. */
function run(
  pacer: Pacer,
  {
    fromMs = 0,
    forMs = 10_000,
    answerMs = 20,
    answer = (_source: string): boolean => true,
    isOff = (_source: string): boolean => false,
  } = {},
) {
  const asked = new Map<string, number[]>();
  const answers: { source: string; atMs: number }[] = [];
  const answerUntil = (ms: number) => {
    for (const { source } of answers.splice(0, answers.findIndex(({ atMs }) => atMs > ms) >>> 0)) {
      pacer.answered(source, !isOff(source));
    }
  };
  for (let nowMs = fromMs; nowMs < fromMs + forMs; nowMs += 5) {
    answerUntil(nowMs);
    for (const source of pacer.take(nowMs)) {
      asked.set(source, [...(asked.get(source) ?? []), nowMs]);
      if (answer(source)) answers.push({ source, atMs: nowMs + answerMs });
    }
  }
  answerUntil(Number.POSITIVE_INFINITY);
  return asked;
}

test("each source is asked four times a second", () => {
  const pacer = new Pacer();
  pacer.setSources(["a", "b", "c"], 0);
  const asked = run(pacer);
  expect([...asked.keys()].sort()).toEqual(["a", "b", "c"]);
  for (const times of asked.values()) expect(times.length).toBeCloseTo(40, -0.5);
});

test("at a gentle rate each source is asked once a second, from the moment it is chosen", () => {
  const pacer = new Pacer();
  pacer.setSources(["a", "b"], 0);
  run(pacer);
  pacer.rate = 1;
  const asked = run(pacer, { fromMs: 10_000 });
  expect(asked.size).toBe(2);
  for (const times of asked.values()) expect(times.length).toBeCloseTo(10, -0.5);
});

test.each([
  ["from the first", 0],
  ["after all have waited for the engine to load", 3000],
])("sources are asked at different moments %s", (_, fromMs) => {
  const pacer = new Pacer();
  pacer.setSources(["a", "b", "c", "d"], 0);
  const asked = run(pacer, { fromMs });
  expect(asked.size).toBe(4);
  const lasts = [...asked.values()].map((times) => times.at(-1) ?? 0).sort((a, b) => a - b);
  for (const [i, last] of lasts.slice(1).entries()) expect(last - (lasts[i] ?? 0)).toBeGreaterThanOrEqual(15);
});

test("a source in flight is not asked again before two seconds", () => {
  const pacer = new Pacer();
  pacer.setSources(["silent", "lively"], 0);
  const asked = run(pacer, { answer: (source) => source === "lively" });
  const times = asked.get("silent") ?? [];
  expect(times.length).toBeGreaterThan(3);
  for (const [i, time] of times.slice(1).entries()) expect(time - (times[i] ?? 0)).toBeGreaterThanOrEqual(1990);
  expect(asked.get("lively")?.length).toBeGreaterThan(35);
});

test("a source whose picture waits to be read is not asked for another: on a slow machine they would pile up", () => {
  const pacer = new Pacer();
  pacer.setSources(["a"], 0);
  expect(pacer.arrived("a"), "nobody has asked").toBe(false);
  expect(pacer.take(1000)).toEqual(["a"]);
  expect(pacer.arrived("a")).toBe(true);
  expect(pacer.arrived("a"), "a second answer").toBe(false);
  expect(pacer.take(60_000)).toEqual([]);
  expect(pacer.untilNext(60_000)).toBeNull();
  pacer.answered("a", true);
  expect(pacer.take(60_000)).toEqual(["a"]);
});

test("the rate falls so that the engine takes half a core at most", () => {
  const pacer = new Pacer();
  const names = Array.from({ length: 30 }, (_, i) => `tile ${i}`);
  pacer.setSources(names, 0);
  for (let i = 0; i < 100; i++) pacer.spent(40, 1);
  const asks = [...run(pacer, { forMs: 60_000 }).values()].flat().length;
  expect((asks * 40) / 60_000).toBeLessThan(0.55);
  expect((asks * 40) / 60_000).toBeGreaterThan(0.4);
});

test("cameras that are off take nothing from those that are on, until they come on", () => {
  const pacer = new Pacer();
  const names = Array.from({ length: 49 }, (_, i) => `tile ${i}`);
  pacer.setSources(names, 0);
  for (let i = 0; i < 100; i++) pacer.spent(20, 1);
  const isOff = (source: string) => source !== "tile 0";
  run(pacer, { isOff });
  const asked = run(pacer, { fromMs: 10_000, isOff });
  expect(asked.get("tile 0")?.length).toBeCloseTo(40, -0.5);
  expect(asked.get("tile 1")?.length, "and are asked for less often, but not forgotten").toBeLessThan(7);
  expect(asked.get("tile 1")?.length).toBeGreaterThan(3);
  run(pacer, { fromMs: 20_000 });
  expect(run(pacer, { fromMs: 30_000 }).get("tile 0")?.length).toBeLessThan(7);
});

test("the rate falls so that the page spends a twentieth of its main thread at most", () => {
  const pacer = new Pacer();
  pacer.setSources(["a", "b"], 0);
  for (let i = 0; i < 100; i++) pacer.spent(1, 50);
  const asks = [...run(pacer, { forMs: 60_000 }).values()].flat().length;
  expect((asks * 50) / 60_000).toBeLessThan(0.055);
});

test.each([
  ["a computer that slept while a picture was read", 8 * 3_600_000, 1],
  ["a page that says that a grab took it for ever", 20, 1e300],
])("%s slows down nobody for long", (_, engineMs, grabMs) => {
  const pacer = new Pacer();
  pacer.setSources(["a", "b"], 0);
  pacer.spent(engineMs, grabMs);
  for (let i = 0; i < 50; i++) pacer.spent(20, 1);
  expect(pacer.intervalMs).toBe(250);
});

test("a source that is gone is neither asked nor awaited", () => {
  const pacer = new Pacer();
  pacer.setSources(["a", "b"], 0);
  pacer.take(1000);
  pacer.setSources(["b"], 1000);
  expect(pacer.arrived("a")).toBe(false);
  expect(pacer.arrived("b")).toBe(true);
  pacer.answered("a", true);
  pacer.answered("b", true);
  expect([...run(pacer, { fromMs: 2000 }).keys()]).toEqual(["b"]);
  pacer.setSources([], 20_000);
  expect(pacer.untilNext(20_000)).toBeNull();
});
