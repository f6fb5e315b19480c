import type { Input } from "mediabunny";

/** How mediabunny asks for a piece of a file: at a place, at least and at most so many bytes. */
type RequestPiece = (start: number, least: number, most: number) => unknown;

/**
 * Where a Matroska or WebM file is damaged, as one that a download never filled to its end, mediabunny 1.61 searches what follows for
 * the next part. When there is none it asks for the last eight bytes again and again, for ever (`resync` in its ebml.js). Such searches
 * alone ask for nothing at least: the second time at the same place they get nothing, which ends them.
 */
export async function endSearches(input: Input): Promise<void> {
  // Before, there is no reader.
  await input.getFormat();
  const { _reader: reader } = input as unknown as { readonly _reader: { requestSliceRange: RequestPiece } };
  const request = reader.requestSliceRange.bind(reader);
  let searchedAt = -1;
  reader.requestSliceRange = (start, least, most) => {
    const isStuck = least === 0 && start === searchedAt;
    searchedAt = least === 0 ? start : -1;
    return isStuck ? null : request(start, least, most);
  };
}
