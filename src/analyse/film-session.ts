import { withoutEnding } from "../files/media-names.ts";
import type { FrameReadings } from "../files/read-media-file.ts";
import { joinChunks } from "../session/chunk.ts";
import { MOST_MODEL_VERSION, MOST_PARTICIPANTS, MOST_TITLE } from "../session/limits.ts";
import { SecondMeans } from "../session/second-means.ts";
import type { Session } from "../session/session.ts";
import { totalsOf } from "../session/totals.ts";
import { lookAt } from "./film-tracks.ts";

interface Film {
  readonly name: string;
  readonly durationMs: number;
  /** How often it was looked at. */
  readonly everyMs: number;
  readonly frames: readonly FrameReadings[];
  readonly modelVersion: string;
}

/**
 * A film as a session, its faces the participants: when it was taken nobody knows, so it ends now. Of more faces than a
 * session can hold, the first. What a look showed counts for each second until the next look. Of a film that was read in
 * part, that part: of the rest it would say that nobody was there.
 */
export function filmSession({ name, durationMs, everyMs, frames, modelVersion }: Film, nowMs: number): Session {
  const readMs = Math.min(durationMs, (lookAt(frames.at(-1)?.timeMs ?? 0, everyMs) + 1) * everyMs);
  const means = new SecondMeans();
  const faces = new Set<number>();
  for (const { timeMs, readings } of frames) {
    const nextMs = (lookAt(timeMs, everyMs) + 1) * everyMs;
    for (const reading of readings) {
      if (!faces.has(reading.faceId) && faces.size >= MOST_PARTICIPANTS) continue;
      faces.add(reading.faceId);
      for (const second of secondsOf(timeMs, nextMs)) means.add(participantId(reading.faceId), reading, 1000 * second);
    }
  }
  const ids = [...faces].map(participantId);
  const seconds = Math.max(1, Math.ceil(readMs / 1000));
  const tracks = joinChunks(means.takeChanged(ids), ids.length, seconds);
  return {
    id: crypto.randomUUID(),
    title: withoutEnding(name).slice(0, MOST_TITLE),
    site: "",
    startedMs: Math.round(nowMs - readMs),
    endedMs: Math.round(nowMs),
    modelVersion: modelVersion.slice(0, MOST_MODEL_VERSION),
    participants: tracks.map((track, i) => ({
      id: ids[i] ?? "",
      number: i + 1,
      name: "",
      self: false,
      totals: totalsOf(track),
      track,
    })),
    notes: [],
  };
}

/** The second of a look, and those before the next look's. */
function* secondsOf(timeMs: number, nextMs: number): Generator<number> {
  let second = Math.floor(timeMs / 1000);
  do yield second++;
  while (second < Math.floor(nextMs / 1000));
}

function participantId(faceId: number): string {
  return `face-${faceId}`;
}
