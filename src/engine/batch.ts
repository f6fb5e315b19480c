/** How many faces the model takes at once. WebGPU compiles its programs anew for every shape, so there are few. */
export const BATCH_SIZES = [1, 2, 4, 8, 16] as const;

const LARGEST = 16;

/**
 * The batches to read `count` faces in. Where a run costs more than the faces in it (`padded`: a GPU), as few as can be, the
 * last one larger than what is left; otherwise none larger than it has faces.
 */
export function batchSizes(count: number, padded: boolean): readonly number[] {
  const sizes: number[] = [];
  for (let left = count; left > 0; ) {
    const size = padded
      ? (BATCH_SIZES.find((candidate) => candidate >= left) ?? LARGEST)
      : (BATCH_SIZES.findLast((candidate) => candidate <= left) ?? 1);
    sizes.push(size);
    left -= size;
  }
  return sizes;
}
