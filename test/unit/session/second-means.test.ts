import { expect, test } from "vitest";
import { type Chunk, joinChunks } from "../../../src/session/chunk.ts";
import { SecondMeans } from "../../../src/session/second-means.ts";
import { totalsOf } from "../../../src/session/totals.ts";
import { A_READING } from "./a-reading.ts";

test("what is given up when nothing can be written for long leaves totals that are those of what is written", () => {
  const means = new SecondMeans();
  const stored = new Map<number, Chunk>();
  const lengthS = 20 * 60;
  for (let second = 0; second < lengthS; second++) {
    means.add("a", A_READING, second * 1000);
    if (second % 3 > 0) continue;
    const chunks = means.takeChanged(["a"]);
    // The disk is full from the middle of the third minute to the end of the eighteenth.
    if (second > 150 && second < 18 * 60) means.giveBack(chunks.keys());
    else {
      for (const [number, chunk] of chunks) stored.set(number, chunk);
      means.settle(second * 1000);
    }
  }
  for (const [number, chunk] of means.takeChanged(["a"])) stored.set(number, chunk);
  const [track] = joinChunks(stored, 1, lengthS);
  const kept = track && totalsOf(track);
  expect(kept).toEqual(means.totals("a"));
  // What was written, and the last ten minutes of what was not.
  expect(kept?.secondsInView).toBeGreaterThan(14 * 60);
  expect(kept?.secondsInView).toBeLessThan(16 * 60);
});
