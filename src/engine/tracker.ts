import { type Face, scaled } from "./face.ts";
import { centre, distance, iou } from "./geometry.ts";

/** A face that has been missing for longer, in seconds, is gone: found again, it is a new one. */
export const GONE_AFTER_S = 2;

/** Boxes that overlap less are different faces, or the same one after a leap: then its distance decides. */
const LEAST_IOU = 0.2;
/** The farthest leap between two detections, in widths of the face. */
const MOST_LEAP = 1;
/** The most a face may grow or shrink in a leap. */
const MOST_GROWTH = 1.6;

export interface Track {
  readonly id: number;
  /** Where it was when last found. */
  readonly face: Face;
  /** When the first picture without it was taken; null while it is there, however long ago the last picture was. */
  readonly missedMs: number | null;
}

/** Gives the faces of one source ids that stay the same from picture to picture. */
export class Tracker {
  readonly #nextId: () => number;
  #tracks: readonly Track[] = [];

  /** @param nextId gives a number never given before. */
  constructor(nextId: () => number) {
    this.#nextId = nextId;
  }

  /** Those found in the last picture, and those missing for no longer than {@link GONE_AFTER_S}. */
  get tracks(): readonly Track[] {
    return this.#tracks;
  }

  /** The next picture is so many times as large: a call's pictures change their size with the line's speed. */
  resize(scale: number): void {
    this.#tracks = this.#tracks.map((track) => ({ ...track, face: scaled(track.face, scale) }));
  }

  /** Takes where faces were followed to, by their tracks' ids; returns their tracks. */
  follow(faces: ReadonlyMap<number, Face>, timeMs: number): readonly Track[] {
    const found = [...faces].map(([id, face]) => ({ id, face, missedMs: null }));
    return this.#keep(found, this.#known(timeMs), timeMs);
  }

  /** Takes the faces detected in a picture; returns their tracks, in the same order. */
  detect(faces: readonly Face[], timeMs: number): readonly Track[] {
    const known = this.#known(timeMs);
    const pairs = known
      .flatMap((track) => faces.map((face) => ({ track, face, likeness: likeness(track.face, face) })))
      .filter((pair) => pair.likeness > 0)
      .sort((one, other) => other.likeness - one.likeness);
    const ids = new Map<Face, number>();
    const taken = new Set<number>();
    for (const { track, face } of pairs) {
      if (ids.has(face) || taken.has(track.id)) continue;
      ids.set(face, track.id);
      taken.add(track.id);
    }
    const found = faces.map((face) => ({ id: ids.get(face) ?? this.#nextId(), face, missedMs: null }));
    return this.#keep(found, known, timeMs);
  }

  #known(timeMs: number): readonly Track[] {
    // None where time has gone back.
    const isRecent = (ms: number) => timeMs >= ms && timeMs - ms <= GONE_AFTER_S * 1000;
    return this.#tracks.filter(({ missedMs }) => missedMs === null || isRecent(missedMs));
  }

  #keep(found: readonly Track[], known: readonly Track[], timeMs: number): readonly Track[] {
    const ids = new Set(found.map(({ id }) => id));
    const missing = known.filter(({ id }) => !ids.has(id));
    this.#tracks = [...found, ...missing.map((track) => ({ ...track, missedMs: track.missedMs ?? timeMs }))];
    return found;
  }
}

/** 0: not the same face. Overlapping boxes (1 … 2) come before leaps (0 … 1). */
function likeness(before: Face, now: Face): number {
  const overlap = iou(before.box, now.box);
  if (overlap >= LEAST_IOU) return 1 + overlap;
  const growth = now.box.width / before.box.width;
  if (growth > MOST_GROWTH || growth < 1 / MOST_GROWTH) return 0;
  const leap = distance(centre(before.box), centre(now.box)) / Math.max(before.box.width, now.box.width);
  return leap < MOST_LEAP ? 1 - leap / MOST_LEAP : 0;
}
