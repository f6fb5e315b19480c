/** Pictures of one source a second: enough to see an expression of half a second. */
const USUAL_RATE = 4;
/** The longest between two pictures of one source, in ms: rarer readings would be no live view. */
const LONGEST_INTERVAL_MS = 3000;
/** How long an answer may take before the source is asked again, in ms. */
const ANSWER_TIMEOUT_MS = 2000;
/** The share of time the engine may be at work, waiting for the graphics card included: that has others to serve, too. */
const ENGINE_SHARE = 0.5;
/** The share of the page's main thread the grabs may take. */
const PAGE_SHARE = 0.05;
/** How much a new cost weighs in the running mean. */
const COST_WEIGHT = 0.1;
/** Sources due within this time are asked together, in ms. */
const TOGETHER_MS = 10;
/** Successive new sources start this share of an interval apart: by the golden ratio any number spreads evenly. */
const GOLDEN_RATIO = 0.618;

/** In place of the time when a source was asked: its picture has come. */
const BEING_READ = Number.POSITIVE_INFINITY;

interface Source {
  dueMs: number;
  /** When it was asked and has not answered since; infinite while its picture is being read, null when free. */
  askedMs: number | null;
  /** Whether its last answer was a picture; one that has not answered yet may well have one. */
  hasPicture: boolean;
}

/**
 * Decides when each source is asked for its next picture: at the target rate, slower when there are so many pictures,
 * or so slow a machine, that the engine or the page would be busy for more than its share (but never slower than the
 * longest interval); never while the last picture has not come back. Spread over time, so that no page is asked for all its tiles in one task.
 *
 * All times are milliseconds of one monotonic clock.
 */
export class Pacer {
  /** Pictures of one source a second, where the machine allows. */
  rate = USUAL_RATE;
  readonly #sources = new Map<string, Source>();
  #engineMs = 0;
  #grabMs = 0;
  #arrivals = 0;

  setSources(names: readonly string[], nowMs: number): void {
    for (const name of this.#sources.keys()) if (!names.includes(name)) this.#sources.delete(name);
    for (const name of names) {
      if (this.#sources.has(name)) continue;
      const phase = (this.#arrivals++ * GOLDEN_RATIO) % 1;
      this.#sources.set(name, { dueMs: nowMs + phase * this.intervalMs, askedMs: null, hasPicture: true });
    }
  }

  /** Between two pictures of one source, given what pictures have cost lately: cameras that are off cost the engine nothing. */
  get intervalMs(): number {
    return this.#intervalMs([...this.#sources.values()].filter(({ hasPicture }) => hasPicture).length);
  }

  /** Between two pictures of each of so many sources. */
  #intervalMs(count: number): number {
    const neededMs = Math.max((count * this.#engineMs) / ENGINE_SHARE, (count * this.#grabMs) / PAGE_SHARE);
    return Math.min(Math.max(1000 / this.rate, neededMs), LONGEST_INTERVAL_MS);
  }

  /** The sources to ask now; each is then in flight until {@link answered} or, without an answer, the timeout. */
  take(nowMs: number): string[] {
    const due: string[] = [];
    for (const [name, source] of this.#sources) {
      if (this.#readyMs(source) > nowMs + TOGETHER_MS) continue;
      due.push(name);
      source.askedMs = nowMs;
      // Cameras that are off are looked at as if all were on: in large calls many are, and each look is work for the page.
      const intervalMs = source.hasPicture ? this.intervalMs : this.#intervalMs(this.#sources.size);
      // By whole intervals from the time it was due, so that the rate holds and sources stay apart; but lost time is not made up for.
      const behind = (nowMs - source.dueMs) / intervalMs;
      source.dueMs += intervalMs * Math.max(1, Math.ceil(behind + 0.5));
    }
    return due;
  }

  /** Until the next source is due, in ms; null when there is none, or none that is not being read. */
  untilNext(nowMs: number): number | null {
    const readyMs = Math.min(...[...this.#sources.values()].map((source) => this.#readyMs(source)));
    return Number.isFinite(readyMs) ? Math.max(0, readyMs - nowMs) : null;
  }

  /**
   * The source's picture has come: whether it is to be read, as one that nobody asked for is not. Until it has been, the source is
   * not asked again, however long that takes: where the machine does not keep up, pictures must not pile up.
   */
  arrived(name: string): boolean {
    const source = this.#sources.get(name);
    if (source?.askedMs == null || source.askedMs === BEING_READ) return false;
    source.askedMs = BEING_READ;
    return true;
  }

  /** The source has answered, and its picture, if it had one, has been read. */
  answered(name: string, hasPicture: boolean): void {
    const source = this.#sources.get(name);
    if (source) Object.assign(source, { askedMs: null, hasPicture });
  }

  /**
   * What a picture has cost, in ms: the engine to read it, the page to grab it. No more counts than would make the interval the
   * longest: a computer may have slept meanwhile, and a page can say what it likes of itself.
   */
  spent(engineMs: number, grabMs: number): void {
    this.#engineMs += (Math.min(engineMs, LONGEST_INTERVAL_MS) - this.#engineMs) * COST_WEIGHT;
    this.#grabMs += (Math.min(grabMs, LONGEST_INTERVAL_MS) - this.#grabMs) * COST_WEIGHT;
  }

  #readyMs(source: Source): number {
    return source.askedMs === null ? source.dueMs : Math.max(source.dueMs, source.askedMs + ANSWER_TIMEOUT_MS);
  }
}
