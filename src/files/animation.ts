import type { Size } from "../engine/geometry.ts";
import type { Frame, MediaFile } from "./media-file.ts";
import { MediaFileError } from "./media-file-error.ts";
import { moments } from "./moments.ts";

/** The decoder holds the whole file: more would fill the memory, and no animation that is looked at has as much. */
const MOST_BYTES = 256 * 2 ** 20;

/**
 * Frames of at most 10 ms are shown for 100, as browsers do: such times mean "as fast as you can", and are from the days of slow
 * computers. See http://webkit.org/b/36082, and FrameDurationAtIndex in Chromium's deferred_image_decoder.cc.
 */
const HASTY_MS = 10;
const SHOWN_FOR_MS = 100;

/** Opens an animated GIF, WebP, AVIF or PNG; null when the picture stands still. */
export async function openAnimation(file: Blob, name: string, size: Size): Promise<MediaFile | null> {
  if (!(await ImageDecoder.isTypeSupported(file.type))) return null;
  const isLarge = file.size > MOST_BYTES;
  const decoder = new ImageDecoder({ data: isLarge ? file.stream() : await file.arrayBuffer(), type: file.type });
  try {
    await decoder.tracks.ready;
    if (isLarge && decoder.tracks.selectedTrack?.animated) throw new MediaFileError("too-large");
    // The rest of a large picture that stands still is not waited for.
    if (!isLarge) await decoder.completed;
    const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
    if (!decoder.tracks.selectedTrack?.animated || count < 2) {
      decoder.close();
      return null;
    }
    return await animation(decoder, count, name, size);
  } catch (error) {
    decoder.close();
    throw error;
  }
}

async function animation(
  decoder: ImageDecoder,
  count: number,
  name: string,
  { width, height }: Size,
): Promise<MediaFile> {
  // How long each frame is shown is known once it is decoded.
  const starts: number[] = [];
  let durationMs = 0;
  for (let frameIndex = 0; frameIndex < count; frameIndex++) {
    const { image } = await decoder.decode({ frameIndex });
    starts.push(durationMs);
    const ms = (image.duration ?? 0) / 1000;
    durationMs += ms <= HASTY_MS ? SHOWN_FOR_MS : ms;
    image.close();
  }
  async function frameAt(timeMs: number): Promise<Frame> {
    const frameIndex = Math.max(
      0,
      starts.findLastIndex((start) => start <= timeMs),
    );
    const { image } = await decoder.decode({ frameIndex }).catch((error) => {
      throw MediaFileError.of(error);
    });
    return { image, timeMs };
  }
  return {
    kind: "film",
    name,
    width,
    height,
    durationMs,
    offsetMs: 0,
    async *frames(everyMs, signal) {
      for (const timeMs of moments(0, durationMs, everyMs)) {
        signal?.throwIfAborted();
        yield await frameAt(timeMs);
      }
    },
    frameAt,
    close: () => decoder.close(),
  };
}
