import type { Reading } from "../engine/reading.ts";
import type { RecordingState } from "./call-view.ts";
import { holdRecordingLock } from "./recording-lock.ts";
import { SecondMeans } from "./second-means.ts";
import type { SessionParticipant } from "./session.ts";
import type { SessionClock } from "./session-clock.ts";
import { beginSession, continueSession } from "./store.ts";
import { type StoreTrouble, storeError } from "./store-error.ts";

/** What is new is written this often, in ms; with what the writing takes, within the five seconds that may get lost. */
const WRITE_INTERVAL_MS = 3000;
/** Writing that takes longer than this, in ms, is being kept from it. */
const STUCK_MS = 15_000;
/** An end that could not be written is tried again this often, and so long apart, in ms: the document lingers a minute. */
const LAST_TRIES = 5;
const LAST_TRIES_APART_MS = 10_000;
/** After this long without a face, in ms, a session is over: people leave a call, and its page stays. */
export const IDLE_MS = 10 * 60_000;

/** What the recorder needs to know of its call, whenever it writes. */
export interface Recorded {
  readonly site: string;
  readonly modelVersion: string;
  /** In order of arrival; a name only where it may be kept. */
  readonly participants: readonly Omit<SessionParticipant, "totals">[];
}

interface RecorderOptions {
  readonly clock: SessionClock;
  readonly recorded: () => Recorded;
  /**
   * The store's upkeep: before the session is first written, and once the call is over, when what is kept until then goes. Where
   * that fails, the end is written, and this done, again.
   */
  readonly tidy: (isCallOver: boolean) => Promise<void>;
  readonly onStateChange: () => void;
  /** There has been no face for so long that the session is over: to be ended. */
  readonly onIdle: () => void;
}

/**
 * Keeps a session while its call lasts, once a face was read: a page that was merely opened is none. Trouble with the
 * store stops nothing: what could not be written is tried again with the next writing, some ten minutes of it at most. While
 * its session is deleted nothing is collected, but each writing asks whether it was brought back: then it goes on.
 */
export class SessionRecorder {
  readonly id = crypto.randomUUID();
  readonly #clock: SessionClock;
  readonly #options: RecorderOptions;
  readonly #means = new SecondMeans();
  /** Until the end is written, or given up: what another page changes in the session meanwhile would be written over. */
  readonly #lock = new AbortController();
  #state: RecordingState = { state: "on" };
  #isBegun = false;
  #isEnded = false;
  #writing: Promise<void> | null = null;
  /** On the monotonic clock. */
  #writeStartedMs = Number.NEGATIVE_INFINITY;
  #lastFaceMs = 0;
  #hasFace = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#clock = options.clock;
    holdRecordingLock(this.id, this.#lock.signal);
  }

  get state(): RecordingState {
    return this.#state;
  }

  add(participantId: string, reading: Reading): void {
    if (this.#isOver()) return;
    this.#hasFace = true;
    const elapsedMs = this.#clock.elapsedAt(reading.timeMs);
    this.#lastFaceMs = Math.max(this.#lastFaceMs, elapsedMs);
    if (this.#state.state !== "deleted") this.#means.add(participantId, reading, elapsedMs);
  }

  /** Writes when it is time. To be called often: timers of hidden documents are slow. */
  tick(): void {
    if (this.#isOver() || !this.#hasFace) return;
    const sinceMs = performance.now() - this.#writeStartedMs;
    if (this.#writing) {
      if (sinceMs > STUCK_MS) this.#fail("blocked");
    } else if (sinceMs >= WRITE_INTERVAL_MS) this.#writing = this.#write(this.#clock.elapsedMs(), null);
  }

  /** Ends the session now or, after a long time without a face, after the last second that had one. Resolves when it is written. */
  async end(): Promise<void> {
    if (this.#isEnded) return;
    const elapsedMs = this.#isIdle() ? (Math.floor(this.#lastFaceMs / 1000) + 1) * 1000 : this.#clock.elapsedMs();
    this.#isEnded = true;
    await this.#writing;
    if (this.#hasFace) return this.#writeEnd(elapsedMs, LAST_TRIES);
    await this.#options.tidy(true).catch(() => undefined);
    this.#lock.abort();
  }

  /**
   * Resolves after the first try: who ends a call does not wait for the others. If they fail, too, the session is ended
   * at its last written second when the popup opens.
   */
  async #writeEnd(elapsedMs: number, triesLeft: number): Promise<void> {
    await this.#write(elapsedMs, this.#clock.startedMs + Math.round(elapsedMs));
    // What was not there when its call ended, and was tidied up after, does not come later.
    const isOver = this.#state.state !== "failed" || !this.#isBegun || triesLeft === 0;
    if (isOver) this.#lock.abort();
    else setTimeout(() => this.#writeEnd(elapsedMs, triesLeft - 1), LAST_TRIES_APART_MS);
  }

  /** Looked at before all else: the first face after the computer's sleep is not of this session any more. */
  #isOver(): boolean {
    if (!this.#isEnded && this.#isIdle()) this.#options.onIdle();
    return this.#isEnded;
  }

  #isIdle(): boolean {
    return this.#clock.elapsedMs() - this.#lastFaceMs > IDLE_MS;
  }

  async #write(elapsedMs: number, endedMs: number | null): Promise<void> {
    this.#writeStartedMs = performance.now();
    const { id } = this;
    const { startedMs } = this.#clock;
    const { site, modelVersion, participants } = this.#options.recorded();
    const chunks = this.#means.takeChanged(participants.map((participant) => participant.id));
    const withTotals = participants.map((who) => ({ ...who, totals: this.#means.totals(who.id) }));
    const seconds = Math.ceil(elapsedMs / 1000);
    const progress = { site, modelVersion, seconds, endedMs, participants: withTotals, chunks };
    try {
      let isKept = true;
      if (this.#isBegun) {
        isKept = await continueSession(id, progress);
      } else {
        await this.#options.tidy(false);
        await beginSession({ id, title: "", startedMs, notes: [] }, progress);
        this.#isBegun = true;
      }
      if (endedMs !== null) await this.#options.tidy(true);
      if (isKept) this.#means.settle(elapsedMs);
      else this.#means.giveBack(chunks.keys());
      this.#setState({ state: isKept ? "on" : "deleted" });
    } catch (error) {
      this.#means.giveBack(chunks.keys());
      this.#fail(storeError(error).trouble);
    } finally {
      this.#writing = null;
    }
  }

  /** A store in trouble does not make a deleted session one that is kept. */
  #fail(trouble: StoreTrouble): void {
    if (this.#state.state !== "deleted") this.#setState({ state: "failed", trouble });
  }

  #setState(state: RecordingState): void {
    const isNew = state.state !== this.#state.state;
    this.#state = state;
    if (isNew) this.#options.onStateChange();
  }
}
