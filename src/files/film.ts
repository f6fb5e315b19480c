// A demuxer with WebCodecs, rather than seeking a <video>. Seeking decodes from the key frame before every single moment, while
// here each frame is decoded once, ahead of the reading; it tells the times of frames exactly, needs no page that is shown, finds the
// end of recordings whose header does not tell it (MediaRecorder's), and says of a broken film what is wrong with it. The
// file is read in pieces, of which 8 MiB are kept.

import { BlobSource, Input, MATROSKA, MP4, QTFF, type VideoSample, VideoSampleSink, WEBM } from "mediabunny";
import type { Size } from "../engine/geometry.ts";
import { endSearches } from "./end-searches.ts";
import { searchKeyFramesBackwards } from "./key-frame-search.ts";
import type { Frame, MediaFile } from "./media-file.ts";
import { MediaFileError } from "./media-file-error.ts";
import { moments } from "./moments.ts";

/** A header that promises so much more than is there, in seconds, is that of a film cut off: sound and picture may end apart. */
const CUT_OFF_S = 1;

/** A film that begins so late, in ms, was cut from one whose clock had long been running, or has the time of day for a clock. */
const LATE_MS = 60_000;

/** A frame that begins right then is not to be missed for the rounding, in seconds. */
const ROUNDING_S = 1e-6;

interface Pictures {
  readonly sink: VideoSampleSink;
  readonly size: Size;
  /** The samples' time at the film's time 0. */
  readonly offsetMs: number;
}

/** Throws at once when the signal aborts: to know how long it is, all of a film without an index is gone through. */
export async function openFilm(file: Blob, name: string, signal: AbortSignal | undefined): Promise<MediaFile> {
  signal?.throwIfAborted();
  const input = new Input({ source: new BlobSource(file), formats: [MP4, QTFF, WEBM, MATROSKA] });
  const giveUp = () => input.dispose();
  signal?.addEventListener("abort", giveUp, { once: true });
  try {
    await endSearches(input);
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new MediaFileError((await input.getTracks()).length > 0 ? "no-video" : "broken");
    searchKeyFramesBackwards(track);
    if (!(await track.canDecode())) throw new MediaFileError("unsupported");
    const startMs = 1000 * (await input.getFirstTimestamp());
    const offsetMs = startMs < LATE_MS ? 0 : startMs;
    const firstMs = 1000 * (await track.getFirstTimestamp()) - offsetMs;
    const durationMs = 1000 * (await track.computeDuration()) - offsetMs;
    const promisedS = (await input.getDurationFromMetadata()) ?? 0;
    const isCutOff = promisedS - (await input.computeDuration()) > CUT_OFF_S;
    const size = { width: await track.getDisplayWidth(), height: await track.getDisplayHeight() };
    const pictures = { sink: new VideoSampleSink(track), size, offsetMs };
    signal?.throwIfAborted();
    return {
      kind: "film",
      name,
      ...size,
      durationMs,
      offsetMs,
      async *frames(everyMs, signal) {
        yield* frames(pictures, () => moments(firstMs, durationMs, everyMs), signal);
        if (isCutOff) throw new MediaFileError("broken");
      },
      frameAt: (timeMs) => frameAt(pictures, Math.max(timeMs, firstMs)),
      close: () => input.dispose(),
    };
  } catch (error) {
    input.dispose();
    throw error;
  } finally {
    signal?.removeEventListener("abort", giveUp);
  }
}

async function* frames(
  { sink, size, offsetMs }: Pictures,
  times: () => Generator<number>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Frame> {
  signal?.throwIfAborted();
  const samples = sink.samplesAtTimestamps(inSeconds(times(), offsetMs));
  try {
    // The decoder asks for the times of frames long before it gives them.
    for (const timeMs of times()) {
      const { value: sample } = await samples.next();
      if (signal?.aborted) sample?.close();
      signal?.throwIfAborted();
      // Its frames are listed, but not there.
      if (!sample) throw new MediaFileError("broken");
      yield { image: upright(sample, size), timeMs };
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw MediaFileError.of(error);
  } finally {
    // Who looks no further lets go of the decoder.
    await samples.return();
  }
}

async function frameAt({ sink, size, offsetMs }: Pictures, timeMs: number): Promise<Frame> {
  try {
    const sample = await sink.getSample((offsetMs + timeMs) / 1000 + ROUNDING_S);
    if (!sample) throw new MediaFileError("broken");
    return { image: upright(sample, size), timeMs };
  } catch (error) {
    throw MediaFileError.of(error);
  }
}

function* inSeconds(times: Iterable<number>, offsetMs: number): Generator<number> {
  for (const timeMs of times) yield (offsetMs + timeMs) / 1000 + ROUNDING_S;
}

/**
 * The frame in the film's size: recordings of calls and of windows change theirs, and players fit such frames into it. Closes the sample.
 */
function upright(sample: VideoSample, { width, height }: Size): ImageBitmap | VideoFrame {
  try {
    const { displayWidth, displayHeight, rotation, flip } = sample;
    const fits = displayWidth === width && displayHeight === height;
    if (fits && rotation === 0 && !flip && displayWidth === sample.codedWidth) return sample.toVideoFrame();
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("The browser has no canvas to draw on.");
    sample.drawWithFit(context, { fit: "contain" });
    return canvas.transferToImageBitmap();
  } finally {
    sample.close();
  }
}
