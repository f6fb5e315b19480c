import { EXPRESSIONS } from "../engine/expression.ts";
import type { FrameReadings } from "../files/read-media-file.ts";
import { emptyTrack } from "../session/chunk.ts";
import type { Track } from "../session/session.ts";

/** A face of a film. */
export interface FaceTrack {
  readonly faceId: number;
  /** A column for each look, where those of a session are seconds. */
  readonly track: Track;
}

/** A film and how it was looked at. */
interface Looks {
  readonly durationMs: number;
  readonly everyMs: number;
}

/** More lanes than this nobody looks through: the faces that are longest in view have them. */
export const MOST_LANES = 24;

/** How many looks there are in a film. */
export function lookCount(durationMs: number, everyMs: number): number {
  return Math.max(1, Math.ceil(durationMs / everyMs));
}

/** Which look a moment belongs to. */
export function lookAt(timeMs: number, everyMs: number): number {
  return Math.floor(timeMs / everyMs);
}

/**
 * What was read in the look that a moment belongs to, at the film's end in the last one; undefined where it was not looked at yet. A film's
 * picture may begin late.
 */
export function shownAt(
  frames: readonly FrameReadings[],
  timeMs: number,
  { durationMs, everyMs }: Looks,
): FrameReadings | undefined {
  const look = Math.min(lookAt(timeMs, everyMs), lookCount(durationMs, everyMs) - 1);
  return frames[Math.max(0, look - lookAt(frames[0]?.timeMs ?? 0, everyMs))];
}

/** The faces of a film, in order of appearance; not more than `most`, those that are longest in view. */
export function faceTracks(
  frames: readonly FrameReadings[],
  { durationMs, everyMs }: Looks,
  most: number,
): FaceTrack[] {
  const counts = new Map<number, number>();
  for (const { readings } of frames)
    for (const { faceId } of readings) counts.set(faceId, (counts.get(faceId) ?? 0) + 1);
  const chosen = [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, most)
    .sort(([one], [other]) => one - other);
  const length = lookCount(durationMs, everyMs);
  const tracks = new Map(chosen.map(([faceId]) => [faceId, emptyTrack(length)]));
  for (const { timeMs, readings } of frames) {
    const look = Math.min(length - 1, lookAt(timeMs, everyMs));
    for (const { faceId, probabilities, doubt, quality } of readings) {
      const track = tracks.get(faceId);
      if (!track) continue;
      track.readings[look] = 1;
      track.notSure[look] = doubt === null ? 0 : 1;
      track.quality[look] = Math.round(quality * 255);
      track.probabilities.set(
        probabilities.map((probability) => Math.round(probability * 255)),
        look * EXPRESSIONS.length,
      );
    }
  }
  return chosen.map(([faceId]) => ({ faceId, track: tracks.get(faceId) ?? emptyTrack(length) }));
}
