import type { Size } from "../engine/geometry.ts";

/** The markers 0xC0 to 0xCF begin a frame, but for those of three tables (ITU-T T.81, table B.1). */
const FRAMES = 0xc0;
const TABLES: readonly number[] = [0xc4, 0xc8, 0xcc];

/**
 * A JPEG's pixels as they are stored, not yet turned, by its frame's header; null where that is not where it should be. Throws the
 * signal's reason once it aborts: millions of empty segments may stand before it.
 */
export async function jpegSize(file: Blob, signal?: AbortSignal): Promise<Size | null> {
  for (let at = 2; ; ) {
    signal?.throwIfAborted();
    const segment = new DataView(await file.slice(at, at + 9).arrayBuffer());
    if (segment.byteLength < 9 || segment.getUint8(0) !== 0xff) return null;
    const marker = segment.getUint8(1);
    if ((marker & 0xf0) === FRAMES && !TABLES.includes(marker)) {
      return { width: segment.getUint16(7), height: segment.getUint16(5) };
    }
    at += 2 + segment.getUint16(2);
  }
}
