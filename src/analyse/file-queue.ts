import { EngineError } from "../engine/errors.ts";
import type { Expression } from "../engine/expression.ts";
import { type MediaFile, MediaFileError, type MediaFileTrouble, openMediaFile } from "../files/media-file.ts";
import { type FrameReadings, readMediaFile } from "../files/read-media-file.ts";
import type { Analyzer } from "../library/analyzer.ts";
import type { NamedFile } from "./gather.ts";

/**
 * "engine": it could not be started, or failed. "backend": the options want it on a graphics card that it cannot use. "withheld": an
 * image that its page does not give away.
 */
export type Trouble = MediaFileTrouble | "engine" | "backend" | "withheld";

/** A file of the list and what has become of it. Replaced by another with every change. */
export interface Entry {
  readonly id: number;
  readonly name: string;
  readonly file: Blob;
  readonly state: "waiting" | "reading" | "done" | "nothing" | "stopped" | "trouble";
  /** Null but in the state "trouble". */
  readonly trouble: Trouble | null;
  /** 0 … 1. */
  readonly progress: number;
  /** An estimate; null while there is none. */
  readonly leftMs: number | null;
  /** Null until it was opened. */
  readonly media: Pick<MediaFile, "kind" | "width" | "height" | "durationMs" | "offsetMs"> | null;
  /** How often a film is looked at. */
  readonly everyMs: number;
  /** What was read so far. The same list all the time: `looks` tells how far it has grown. */
  readonly frames: readonly FrameReadings[];
  readonly looks: number;
  /** Different faces seen so far. */
  readonly faces: number;
  /** What all faces together showed most, in the readings that are sure; null before the end, or where none is. */
  readonly leading: Expression | null;
}

/** Whether it waits or is being read. */
export function isOpen({ state }: Entry): boolean {
  return state === "waiting" || state === "reading";
}

/** One whose pictures can be shown. */
export interface OpenedEntry extends Entry {
  readonly media: NonNullable<Entry["media"]>;
}

interface QueueOptions {
  /** Called before each file; the same analyzer each time, unless it failed. */
  readonly analyzer: () => Promise<Analyzer>;
  readonly onChange: (entries: readonly Entry[]) => void;
}

/** Progress within a file is told this often, in ms. */
const TELL_EVERY_MS = 250;
/** All changes of so many ms are told together: a folder's thousands of files would otherwise be drawn as often. */
const TOGETHER_MS = 50;
/** Before so much time an estimate of what is left is a guess, in ms. */
const ESTIMATE_AFTER_MS = 1500;

/** Reads files one after the other. What is wrong with one stops no other. */
export class FileQueue {
  readonly #options: QueueOptions;
  #entries: readonly Entry[] = [];
  #lastId = 0;
  #isRunning = false;
  #isClosed = false;
  #isTelling = false;
  /** While paused: settled when it goes on. */
  #pause: PromiseWithResolvers<void> | null = null;
  #reading: { readonly id: number; readonly life: AbortController } | null = null;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  get isPaused(): boolean {
    return this.#pause !== null;
  }

  add(files: readonly NamedFile[], everyMs: number): void {
    if (this.#isClosed) return;
    // All that it was paused with has been stopped since: what is new is not meant.
    if (!this.#entries.some(isOpen)) this.resume();
    this.#append(files.map(({ name, file }) => ({ name, file, everyMs })));
    void this.#run();
  }

  /** An image that could not be had: it is listed, with the reason. */
  addWithheld(name: string): void {
    this.#append([{ name, file: new Blob(), everyMs: 0, state: "trouble", trouble: "withheld" }]);
  }

  pause(): void {
    this.#pause ??= Promise.withResolvers();
    this.#tell();
  }

  resume(): void {
    this.#pause?.resolve();
    this.#pause = null;
    this.#tell();
  }

  /** Stops reading a file, or does not begin; what was read of it stays. */
  stop(id: number): void {
    if (this.#reading?.id === id) this.#reading.life.abort();
    else if (this.#find(id)?.state === "waiting") this.#change(id, { state: "stopped" });
  }

  stopAll(): void {
    for (const { id } of this.#entries) this.stop(id);
    this.resume();
  }

  /** Stops all there is, and takes no more: a folder may still be looked through. */
  close(): void {
    this.#isClosed = true;
    this.stopAll();
  }

  /** Takes it off the list. */
  remove(id: number): void {
    this.stop(id);
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    this.#tell();
  }

  #append(entries: readonly (Pick<Entry, "name" | "file" | "everyMs"> & Partial<Entry>)[]): void {
    const added = entries.map((entry): Entry => {
      return {
        id: ++this.#lastId,
        state: "waiting",
        trouble: null,
        progress: 0,
        leftMs: null,
        media: null,
        frames: [],
        looks: 0,
        faces: 0,
        leading: null,
        ...entry,
      };
    });
    this.#entries = [...this.#entries, ...added];
    this.#tell();
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      for (let next = this.#next(); next; next = this.#next()) {
        await this.#pause?.promise;
        // It may have been stopped meanwhile.
        if (this.#find(next.id)?.state === "waiting") await this.#read(next);
      }
    } finally {
      this.#isRunning = false;
    }
  }

  /** Never throws: what goes wrong is told with the file. */
  async #read({ id, file, name, everyMs }: Entry): Promise<void> {
    const life = new AbortController();
    const { signal } = life;
    const stopped = new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    this.#reading = { id, life };
    const frames: FrameReadings[] = [];
    const faces = new Set<number>();
    let media: MediaFile | undefined;
    let end: Partial<Entry>;
    try {
      this.#change(id, { state: "reading", frames });
      media = await openMediaFile(file, name, signal);
      const { kind, width, height, durationMs, offsetMs } = media;
      this.#change(id, { media: { kind, width, height, durationMs, offsetMs } });
      const analyzer = await this.#options.analyzer();
      let [activeMs, sinceMs, toldMs] = [0, performance.now(), 0];
      for await (const frame of readMediaFile(media, analyzer, { everyMs, signal })) {
        frames.push(frame);
        for (const { faceId } of frame.readings) faces.add(faceId);
        const nowMs = performance.now();
        activeMs += nowMs - sinceMs;
        sinceMs = nowMs;
        if (nowMs - toldMs >= TELL_EVERY_MS) {
          toldMs = nowMs;
          const progress = Math.min(1, (frame.timeMs + everyMs) / Math.max(durationMs, everyMs));
          const leftMs = activeMs < ESTIMATE_AFTER_MS ? null : (activeMs / progress) * (1 - progress);
          this.#change(id, { looks: frames.length, faces: faces.size, progress, leftMs });
        }
        if (this.#pause) {
          // It can be stopped while it waits.
          await Promise.race([this.#pause.promise, stopped]);
          sinceMs = performance.now();
        }
        signal.throwIfAborted();
      }
      signal.throwIfAborted();
      end = { state: faces.size > 0 ? "done" : "nothing", progress: 1 };
    } catch (error) {
      end = signal.aborted ? { state: "stopped" } : { state: "trouble", trouble: troubleOf(error) };
    } finally {
      media?.close();
      this.#reading = null;
    }
    this.#change(id, { ...end, looks: frames.length, faces: faces.size, leftMs: null, leading: leadingOf(frames) });
  }

  #next(): Entry | undefined {
    return this.#entries.find(({ state }) => state === "waiting");
  }

  #find(id: number): Entry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  #change(id: number, change: Partial<Entry>): void {
    this.#entries = this.#entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry));
    this.#tell();
  }

  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    setTimeout(() => {
      this.#isTelling = false;
      // A new list each time: pausing changes no entry.
      this.#options.onChange([...this.#entries]);
    }, TOGETHER_MS);
  }
}

function leadingOf(frames: readonly FrameReadings[]): Expression | null {
  const counts = new Map<Expression, number>();
  for (const { readings } of frames)
    for (const { dominant, doubt } of readings)
      if (doubt === null) counts.set(dominant, (counts.get(dominant) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? null;
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof EngineError) return error.code === "backend-failed" ? "backend" : "engine";
  return MediaFileError.of(error).code;
}
