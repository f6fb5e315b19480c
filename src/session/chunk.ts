import { EXPRESSIONS } from "../engine/expression.ts";
import type { Track } from "./session.ts";

/** A session's seconds are stored in chunks of a minute: a write costs the present minute, however long the session. */
export const CHUNK_SECONDS = 60;

const PROBABILITIES = EXPRESSIONS.length;

/** A minute of a session as it is stored: the minute of each participant who was read in it. */
export interface Chunk {
  /** Places of the participants in the session's list. */
  readonly participants: readonly number[];
  /** Their tracks, in that order, each {@link CHUNK_SECONDS} long. */
  readonly tracks: readonly Track[];
}

/** A track of `length` seconds without a face. */
export function emptyTrack(length: number): Track {
  return {
    length,
    probabilities: new Uint8Array(length * PROBABILITIES),
    readings: new Uint8Array(length),
    notSure: new Uint8Array(length),
    quality: new Uint8Array(length),
  };
}

/** Cuts whole tracks into chunks, by number of the minute. A minute in which nobody was read has none. */
export function cutTracks(tracks: readonly Track[]): Map<number, Chunk> {
  const length = Math.max(0, ...tracks.map((track) => track.length));
  const chunks = new Map<number, Chunk>();
  for (let from = 0; from < length; from += CHUNK_SECONDS) {
    const pieces = tracks.map((track) => cut(track, from));
    const participants = [...pieces.keys()].filter((place) => pieces[place]?.readings.some((count) => count > 0));
    if (participants.length === 0) continue;
    chunks.set(from / CHUNK_SECONDS, {
      participants,
      tracks: participants.flatMap((place) => pieces[place] ?? []),
    });
  }
  return chunks;
}

/** Puts the chunks together to `count` tracks of `length` seconds; what is beyond is left out. */
export function joinChunks(chunks: ReadonlyMap<number, Chunk>, count: number, length: number): Track[] {
  const joined = Array.from({ length: count }, () => emptyTrack(length));
  for (const [number, { participants, tracks }] of chunks) {
    const from = number * CHUNK_SECONDS;
    for (const [i, place] of participants.entries()) {
      const to = joined[place];
      const piece = tracks[i];
      if (to && piece && from < length) copy(piece, 0, to, from, Math.min(CHUNK_SECONDS, length - from));
    }
  }
  return joined;
}

function cut(track: Track, from: number): Track {
  const piece = emptyTrack(CHUNK_SECONDS);
  copy(track, from, piece, 0, Math.max(0, Math.min(CHUNK_SECONDS, track.length - from)));
  return piece;
}

function copy(from: Track, start: number, to: Track, at: number, seconds: number): void {
  const end = start + seconds;
  to.probabilities.set(from.probabilities.subarray(start * PROBABILITIES, end * PROBABILITIES), at * PROBABILITIES);
  to.readings.set(from.readings.subarray(start, end), at);
  to.notSure.set(from.notSure.subarray(start, end), at);
  to.quality.set(from.quality.subarray(start, end), at);
}
