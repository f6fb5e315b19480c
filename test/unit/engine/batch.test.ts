import { expect, test } from "vitest";
import { BATCH_SIZES, batchSizes } from "../../../src/engine/batch.ts";

test("every face gets a place, in as few batches of the fixed sizes as can be", () => {
  for (let count = 0; count <= 50; count++) {
    const sizes = batchSizes(count);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThanOrEqual(count);
    expect(sizes).toHaveLength(Math.ceil(count / 16));
    for (const size of sizes) expect(BATCH_SIZES).toContain(size);
  }
});
