import type { Reading } from "../engine/reading.ts";
import type { Analyzer } from "../library/analyzer.ts";
import type { MediaFile } from "./media-file.ts";

/** What the faces of one frame show. */
export interface FrameReadings {
  /** The film's own time; 0 for a picture. */
  readonly timeMs: number;
  /** The largest face first. Faces are numbered from 1 in each file, in order of appearance. */
  readonly readings: readonly Reading[];
}

export interface ReadingOptions {
  /** The time between two looks at a film, in its own time. */
  readonly everyMs: number;
  readonly signal?: AbortSignal;
}

/**
 * The time between two searches for small faces, in the film's own time. Nobody waits for a film's next picture as in a call, so it is
 * searched from the first on, and more often: docs/measurements.md has what that costs.
 */
const SEARCH_EVERY_MS = 2000;

let files = 0;

/**
 * Reads a picture or film frame by frame; faces are followed through a film. Throws a MediaFileError or an EngineError, the signal's
 * reason once it aborts. What was given before stays good.
 */
export async function* readMediaFile(
  file: MediaFile,
  analyzer: Pick<Analyzer, "analyze" | "forget">,
  { everyMs, signal }: ReadingOptions,
): AsyncGenerator<FrameReadings> {
  // Two files may have the same name.
  const source = `file ${++files}`;
  const numbers = new Map<number, number>();
  const numberOf = (faceId: number) => {
    const number = numbers.get(faceId) ?? numbers.size + 1;
    numbers.set(faceId, number);
    return number;
  };
  let searchMs = 0;
  try {
    for await (const { image, timeMs } of file.frames(everyMs, signal)) {
      const thorough = timeMs >= searchMs;
      if (thorough) searchMs = timeMs + SEARCH_EVERY_MS;
      try {
        const moment = file.kind === "picture" ? { timeMs } : { source, timeMs, thorough };
        const readings = await analyzer.analyze(image, moment);
        yield {
          timeMs,
          readings: readings.map((reading) => ({ ...reading, source: file.name, faceId: numberOf(reading.faceId) })),
        };
      } finally {
        image.close();
      }
    }
  } finally {
    analyzer.forget(source);
  }
}
