import { expect, test } from "vitest";
import { BATCH_SIZES, batchSizes } from "../../../src/engine/batch.ts";

const total = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);

test("every face gets a place, in batches of the fixed sizes only", () => {
  for (let count = 0; count <= 50; count++) {
    const padded = batchSizes(count, true);
    const exact = batchSizes(count, false);
    expect(total(padded)).toBeGreaterThanOrEqual(count);
    expect(total(exact)).toBe(count);
    expect(padded.length).toBe(Math.ceil(count / 16));
    for (const size of [...padded, ...exact]) expect(BATCH_SIZES).toContain(size);
  }
});
