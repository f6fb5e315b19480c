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

/** When frames are shown, in ms. */
interface Times {
  readonly starts: readonly number[];
  readonly durationMs: number;
  /** A frame is damaged: neither it nor what comes after is listed. */
  readonly isCutOff: boolean;
}

/**
 * Opens an animated GIF, WebP, AVIF or PNG; null when the picture stands still. One with a damaged frame is a film that is cut off there.
 * Throws the signal's reason once it aborts.
 */
export async function openAnimation(
  file: Blob,
  name: string,
  size: Size,
  signal: AbortSignal | undefined,
): Promise<MediaFile | null> {
  if (!(await ImageDecoder.isTypeSupported(file.type))) return null;
  let decoder = await decoderOf(file);
  try {
    const track = decoder.tracks.selectedTrack;
    if (file.size > MOST_BYTES && track?.animated) throw new MediaFileError("too-large");
    // The rest of a large picture that stands still is not waited for.
    if (file.size <= MOST_BYTES) await decoder.completed;
    if (!track?.animated || track.frameCount < 2) {
      decoder.close();
      return null;
    }
    const times = await timesOf(decoder, track.frameCount, signal);
    if (times.isCutOff) {
      // Once it has failed at a frame it gives no other, either.
      decoder.close();
      decoder = await decoderOf(file);
    }
    return animation(decoder, times, name, size);
  } catch (error) {
    decoder.close();
    throw error;
  }
}

/** A decoder that knows what the file has; a large file's rest it is still being given. */
async function decoderOf(file: Blob): Promise<ImageDecoder> {
  const data = file.size > MOST_BYTES ? file.stream() : await file.arrayBuffer();
  const decoder = new ImageDecoder({ data, type: file.type });
  try {
    await decoder.tracks.ready;
    return decoder;
  } catch (error) {
    decoder.close();
    throw error;
  }
}

/** How long a frame is shown is known once it is decoded. */
async function timesOf(decoder: ImageDecoder, count: number, signal: AbortSignal | undefined): Promise<Times> {
  const starts: number[] = [];
  let durationMs = 0;
  for (let frameIndex = 0; frameIndex < count; frameIndex++) {
    signal?.throwIfAborted();
    try {
      const { image } = await decoder.decode({ frameIndex });
      starts.push(durationMs);
      const ms = (image.duration ?? 0) / 1000;
      durationMs += ms <= HASTY_MS ? SHOWN_FOR_MS : ms;
      image.close();
    } catch (error) {
      if (frameIndex === 0) throw error;
      return { starts, durationMs, isCutOff: true };
    }
  }
  return { starts, durationMs, isCutOff: false };
}

function animation(
  decoder: ImageDecoder,
  { starts, durationMs, isCutOff }: Times,
  name: string,
  { width, height }: Size,
): MediaFile {
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
      if (isCutOff) throw new MediaFileError("broken");
    },
    frameAt,
    close: () => decoder.close(),
  };
}
