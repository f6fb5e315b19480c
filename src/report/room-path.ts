import { affect } from "../engine/circumplex.ts";
import { EXPRESSIONS, type Probabilities } from "../engine/expression.ts";
import { WINDOW_SECONDS } from "../session/definitions.ts";
import { MeanSums, newMean, toProbabilities } from "../session/mean-sums.ts";
import type { Track } from "../session/session.ts";
import type { Span } from "../ui/view.ts";

/** What the faces of a room showed, as columns over time; null where no face was read. */
export interface RoomSamples {
  /** The middles of the stretches that the values stand for, in seconds after the session's start. */
  readonly seconds: readonly number[];
  /** A column for each of EXPRESSIONS, 0 … 1. */
  readonly shares: readonly (readonly (number | null)[])[];
  /** −1 … 1. */
  readonly valence: readonly (number | null)[];
  /** −1 … 1. */
  readonly arousal: readonly (number | null)[];
}

/** The tracks of a room, summed once: any span of them can then be drawn at the cost of its pixels. */
export class RoomPath {
  readonly #sums: MeanSums;
  readonly #mean = newMean();

  constructor(tracks: readonly Track[]) {
    this.#sums = new MeanSums(tracks, "in-view");
  }

  /** What the room showed in that second; null where no face was read. */
  at(second: number): Probabilities | null {
    return this.#sums.mean(second, second + 1, this.#mean) ? toProbabilities(this.#mean) : null;
  }

  /**
   * At most `points` samples of a span, evenly spaced. Each is the mean over its stretch, or over the window around it
   * where that is longer. The first and the last reach to the ends of the span.
   */
  samples({ from, to }: Span, points: number): RoomSamples {
    const first = Math.max(0, Math.floor(from));
    const stretch = Math.max(1, (to - from) / Math.max(1, points));
    const reach = Math.max(stretch, WINDOW_SECONDS) / 2;
    const count = Math.max(0, Math.ceil((to - first) / stretch));
    const middles = Array.from({ length: count }, (_, i) => first + (i + 0.5) * stretch);
    const shares = EXPRESSIONS.map((): (number | null)[] => []);
    const valence: (number | null)[] = [];
    const arousal: (number | null)[] = [];
    for (const second of middles) {
      const isRead =
        // A gap of a stretch is a gap: the window must not draw faces into it.
        this.#sums.count(Math.floor(second - stretch / 2), Math.ceil(second + stretch / 2)) > 0 &&
        this.#sums.mean(Math.round(second - reach), Math.round(second + reach), this.#mean);
      for (const [i, column] of shares.entries()) column.push(isRead ? (this.#mean[i] ?? 0) : null);
      const place = isRead ? affect(toProbabilities(this.#mean)) : null;
      valence.push(place?.valence ?? null);
      arousal.push(place?.arousal ?? null);
    }
    return {
      seconds: [first, ...middles, first + count * stretch],
      shares: shares.map(withEnds),
      valence: withEnds(valence),
      arousal: withEnds(arousal),
    };
  }
}

function withEnds(column: readonly (number | null)[]): (number | null)[] {
  return [column[0] ?? null, ...column, column.at(-1) ?? null];
}
