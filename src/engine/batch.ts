/** How many faces the model takes at once on WebGPU, which compiles its programs anew for every shape: so there are few. */
export const BATCH_SIZES = [1, 2, 4, 8, 16] as const;

const LARGEST = 16;

/** The batches to read `count` faces in: as few as can be, the last one often larger than what is left, as a run costs more than faces. */
export function batchSizes(count: number): readonly number[] {
  const sizes: number[] = [];
  for (let left = count; left > 0; left -= LARGEST) {
    sizes.push(BATCH_SIZES.find((size) => size >= left) ?? LARGEST);
  }
  return sizes;
}
