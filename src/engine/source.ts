import { alignment, CROP_SIZE } from "./alignment.ts";
import { dominant, softmax } from "./calibration.ts";
import { affect } from "./circumplex.ts";
import { cut, mirrored } from "./crop.ts";
import type { Probabilities } from "./expression.ts";
import { type Face, within } from "./face.ts";
import type { FaceDetector } from "./face-detector.ts";
import { FaceTemplate } from "./following.ts";
import { iou, shareOfSmaller } from "./geometry.ts";
import { fingerprint, type GreyImage } from "./grey-image.ts";
import type { ModelMetadata } from "./model-files.ts";
import { type Quality, quality } from "./quality.ts";
import type { Reading } from "./reading.ts";
import { Smoother } from "./smoothing.ts";
import { SAME_FACE, SAME_PLACE } from "./suppression.ts";
import { type Track, Tracker } from "./tracker.ts";

/** The longest time without a detection, in seconds: a face that comes into the picture waits at most so long. */
export const DETECT_EVERY_S = 1;

/** The time between two searches for small faces, in seconds, where pictures are large enough to read some. */
const SEARCH_EVERY_S = 5;
/** The first comes so long after the first picture, in seconds: that is read at once. */
const SEARCH_AFTER_S = 1;
/** The longer side of pictures, in pixels, in which a detection finds every face that can be read. */
const SMALL = 400;

/** A face wider or higher than this share of its picture is large: the next detection surrounds the picture first. */
const LARGE = 0.5;

/** A face found in a picture, before its expression is read. */
export interface Sight {
  readonly id: number;
  readonly face: Face;
  readonly quality: Quality;
  /** The aligned face, grey levels 0 … 255: as it is, in a mirror, or both. Their logits' mean counts. */
  readonly crops: readonly Float32Array[];
}

/** A face and what it shows in one picture, not yet smoothed. No pixels: it is kept until the next picture. */
type Seen = Omit<Sight, "crops"> & { readonly probabilities: Probabilities };

/** One source of pictures in time: who is in it, and what they showed a moment ago. */
export class Source {
  readonly #name: string;
  readonly #detector: FaceDetector;
  readonly #model: ModelMetadata;
  readonly #tracker: Tracker;
  #templates = new Map<number, FaceTemplate>();
  #smoothers = new Map<number, Smoother>();
  #seen: readonly Seen[] = [];
  #fingerprint = "";
  /** The longer side of the picture looked at last, in pixels; 0 before the first. */
  #side = 0;
  /** Whether the picture looked at last was searched for small faces. */
  #searched = false;
  #surrounded = false;
  #inMirror = false;
  #lookedMs = Number.POSITIVE_INFINITY;
  #detectedMs = Number.NEGATIVE_INFINITY;
  #searchMs = Number.NEGATIVE_INFINITY;

  constructor(name: string, detector: FaceDetector, model: ModelMetadata, nextId: () => number) {
    this.#name = name;
    this.#detector = detector;
    this.#model = model;
    this.#tracker = new Tracker(nextId);
  }

  /**
   * The faces of a picture; null when it is the very picture looked at last and there is no more to be found in it, which costs
   * nothing.
   * @param thorough whether small faces are looked for: always or never, rather than every few seconds.
   */
  look(image: GreyImage, timeMs: number, thorough?: boolean): readonly Sight[] | null {
    const now = fingerprint(image);
    const search = thorough ?? this.#searchIsDue(image, timeMs);
    if (now === this.#fingerprint && (this.#searched || !search)) return null;
    const side = Math.max(image.width, image.height);
    if (side !== this.#side) this.#tracker.resize(side / this.#side);
    this.#side = side;
    const tracks = (search ? null : this.#follow(image, timeMs)) ?? this.#detect(image, timeMs, search);
    this.#fingerprint = now;
    this.#searched = search;
    this.#lookedMs = timeMs;
    this.#inMirror = !this.#inMirror;
    return tracks.map(({ id, face }) => {
      const window = { x: 0, y: 0, width: CROP_SIZE, height: CROP_SIZE, step: 1 };
      const crop = cut(image, alignment(face.points), window);
      const [seen, crops] = [within(face, image), this.#views(id, crop, timeMs)];
      return { id, face: seen, quality: quality(face.points, crop, image), crops };
    });
  }

  /**
   * A face shows the same in a mirror, and the mean of both readings is right more often than either: 0.6 points on FER+. A face
   * met for the first time, or after a while, is read both ways, later pictures in turns: smoothing takes the mean.
   */
  #views(id: number, crop: Float32Array, timeMs: number): readonly Float32Array[] {
    if (this.#smoothers.get(id)?.remembersAt(timeMs) !== true) return [crop, mirrored(crop)];
    return [this.#inMirror ? mirrored(crop) : crop];
  }

  /**
   * The readings of a picture, the largest face first. To be called for every {@link look}, in the same order.
   * @param logits the model's for each crop of each of the sights, which are taken from it.
   */
  read(sights: readonly Sight[] | null, logits: Iterator<Float32Array>, timeMs: number): readonly Reading[] {
    if (sights) {
      this.#seen = sights.map(({ id, face, quality, crops }) => {
        const own = crops.flatMap(() => logits.next().value ?? []);
        return { id, face, quality, probabilities: softmax(mean(own), this.#model.temperature) };
      });
    }
    const alive = new Set([...this.#tracker.tracks, ...this.#seen].map(({ id }) => id));
    this.#smoothers = new Map([...alive].map((id) => [id, this.#smoothers.get(id) ?? new Smoother()]));
    return this.#seen.map((seen) => this.#reading(seen, timeMs)).sort((one, other) => area(other) - area(one));
  }

  /** The picture looked at last was not read: should it come again, it is looked at as a new one. */
  unread(): void {
    this.#fingerprint = "";
  }

  /** Where the faces have moved to, without a detection in the whole picture; null when only that can tell. */
  #follow(image: GreyImage, timeMs: number): readonly Track[] | null {
    const { tracks } = this.#tracker;
    const due = timeMs < this.#lookedMs || timeMs - this.#detectedMs >= DETECT_EVERY_S * 1000;
    if (due || tracks.every(({ missedMs }) => missedMs !== null)) return null;
    const faces = new Map<number, Face>();
    for (const { id, face, missedMs } of tracks) {
      const wasThere = missedMs === null;
      let now = (wasThere && this.#templates.get(id)?.follow(image, face)) || null;
      if (!now) {
        now = this.#detector.again(image, face);
        if (now && isAnothers(now, face, tracks, faces)) now = null;
        if (now) this.#templates.set(id, new FaceTemplate(image, now));
      }
      // Who was there a moment ago may have moved far. Who was missing already is waited for.
      if (!now && wasThere) return null;
      if (now) faces.set(id, now);
    }
    return this.#tracker.follow(faces, timeMs);
  }

  #searchIsDue({ width, height }: GreyImage, timeMs: number): boolean {
    if (Math.max(width, height) <= SMALL) return false;
    if (this.#detectedMs === Number.NEGATIVE_INFINITY) {
      this.#searchMs = timeMs + SEARCH_AFTER_S * 1000;
      return false;
    }
    const due = timeMs >= this.#searchMs || timeMs < this.#lookedMs;
    if (due) this.#searchMs = timeMs + SEARCH_EVERY_S * 1000;
    return due;
  }

  #detect(image: GreyImage, timeMs: number, search: boolean): readonly Track[] {
    // The first picture, often the only one, is worth the time.
    const first = this.#detectedMs === Number.NEGATIVE_INFINITY;
    const faces = search ? this.#detector.search(image, first) : this.#glance(image);
    if (faces.length > 0) this.#surrounded = faces.some((face) => isLarge(face, image));
    const tracks = this.#tracker.detect(faces, timeMs);
    this.#detectedMs = timeMs;
    this.#templates = new Map(tracks.map(({ id, face }) => [id, new FaceTemplate(image, face)]));
    return tracks;
  }

  /** A detection, and a look at where small faces were. */
  #glance(image: GreyImage): readonly Face[] {
    let faces = this.#detector.detect(image, this.#surrounded);
    // A face that was there, or may have been before the first picture, is looked for in both ways; an empty room in turns.
    if (faces.length === 0) {
      this.#surrounded = !this.#surrounded;
      if (this.#tracker.tracks.length > 0 || this.#detectedMs === Number.NEGATIVE_INFINITY) {
        faces = this.#detector.detect(image, this.#surrounded);
      }
    }
    if (Math.max(image.width, image.height) <= SMALL) return faces;
    const known = this.#tracker.tracks.map(({ face }) => face);
    const missed = known.filter((face) => faces.every(({ box }) => iou(box, face.box) <= SAME_FACE));
    // Who has moved is found where they are now, too.
    const found = this.#detector.near(image, missed);
    return [...faces, ...found.filter((one) => faces.every(({ box }) => shareOfSmaller(box, one.box) <= SAME_PLACE))];
  }

  #reading({ id, face, quality, probabilities }: Seen, timeMs: number): Reading {
    const smoothed = this.#smoothers.get(id)?.next(probabilities, timeMs) ?? probabilities;
    const { expression, probability } = dominant(smoothed);
    return {
      source: this.#name,
      faceId: id,
      timeMs,
      box: face.box,
      probabilities: smoothed,
      dominant: expression,
      doubt: quality.doubt ?? (probability < this.#model.abstainBelow ? "ambiguous" : null),
      ...affect(smoothed),
      quality: quality.value,
    };
  }
}

function mean([first = new Float32Array(0), ...others]: readonly Float32Array[]): Float32Array {
  return first.map((value, i) => others.reduce((sum, other) => sum + (other[i] ?? 0), value) / (others.length + 1));
}

/** Whether a face that was looked for around a place is somebody else's: of those who are there, or nearer to where one was. */
function isAnothers(found: Face, place: Face, tracks: readonly Track[], there: ReadonlyMap<number, Face>): boolean {
  const isThere = [...there.values()].some((face) => iou(found.box, face.box) > SAME_FACE);
  return isThere || tracks.some(({ face }) => iou(found.box, face.box) > iou(found.box, place.box));
}

function area({ box }: Reading): number {
  return box.width * box.height;
}

function isLarge(face: Face, image: GreyImage): boolean {
  const { box } = within(face, image);
  return box.width > LARGE * image.width || box.height > LARGE * image.height;
}
