import { affect } from "../engine/circumplex.ts";
import { EXPRESSIONS, type Probabilities } from "../engine/expression.ts";
import { WINDOW_SECONDS } from "../session/definitions.ts";
import { MeanSums, newMean } from "../session/mean-sums.ts";
import type { Track } from "../session/session.ts";
import type { Span } from "../ui/view.ts";

/** What the faces of a room showed, as columns over time; null where no face was read. */
export interface RoomSamples {
  /** The middles of the stretches that the values stand for, and edges beside gaps, in seconds after the session's start. */
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
  readonly #sure: MeanSums;
  readonly #mean = newMean();

  constructor(tracks: readonly Track[]) {
    this.#sums = new MeanSums(tracks, "in-view");
    this.#sure = new MeanSums(tracks, "sure");
  }

  /** What the room showed from one second up to another; null where no face was read. */
  mean({ from, to }: Span): Probabilities | null {
    return this.#sums.mean(from, to, this.#mean) ? [...this.#mean] : null;
  }

  /** Whether of the seconds of all in it at least half were not sure. */
  isNotSure({ from, to }: Span): boolean {
    return 2 * this.#sure.count(from, to) <= this.#sums.count(from, to);
  }

  /**
   * About so many samples of a span, evenly spaced. Each is the mean over its stretch, or over the window around it where
   * that is longer. Beside a gap, and at the ends of the span, there is one more at the edge of the stretch: what is read
   * between two gaps is as wide as its time.
   */
  samples({ from, to }: Span, points: number): RoomSamples {
    const first = Math.max(0, Math.floor(from));
    const stretch = Math.max(1, (to - from) / Math.max(1, points));
    const count = Math.max(0, Math.ceil((to - first) / stretch));
    const seconds: number[] = [];
    const columns = Array.from({ length: EXPRESSIONS.length + 2 }, (): (number | null)[] => []);
    const add = (second: number, values: readonly number[] | null) => {
      seconds.push(second);
      for (const [i, column] of columns.entries()) column.push(values?.[i] ?? null);
    };
    let last: readonly number[] | null = null;
    for (let i = 0; i < count; i++) {
      const start = first + i * stretch;
      const values = this.#around(start + stretch / 2, stretch);
      if ((values === null) !== (last === null)) add(start, values ?? last);
      add(start + stretch / 2, values);
      last = values;
    }
    if (last) add(first + count * stretch, last);
    const [valence = [], arousal = []] = columns.splice(EXPRESSIONS.length);
    return { seconds, shares: columns, valence, arousal };
  }

  /** The shares, then valence and arousal; null where no face was read. */
  #around(second: number, stretch: number): readonly number[] | null {
    // A gap of a stretch is a gap: the window must not draw faces into it.
    if (this.#sums.count(Math.floor(second - stretch / 2), Math.ceil(second + stretch / 2)) === 0) return null;
    const reach = Math.max(stretch, WINDOW_SECONDS) / 2;
    if (!this.#sums.mean(Math.round(second - reach), Math.round(second + reach), this.#mean)) return null;
    const { valence, arousal } = affect([...this.#mean]);
    return [...this.#mean, valence, arousal];
  }
}
