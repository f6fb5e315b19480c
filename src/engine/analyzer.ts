import type { Assets } from "./assets.ts";
import type { Backend, BackendChoice } from "./backend.ts";
import { Classifier } from "./classifier.ts";
import { EngineError } from "./errors.ts";
import { createFaceDetector, type FaceDetector } from "./face-detector.ts";
import { checkGreyImage, type GreyImage } from "./grey-image.ts";
import { fetchModelFiles, type ModelMetadata } from "./model-files.ts";
import type { Reading } from "./reading.ts";
import { type Sight, Source } from "./source.ts";

export interface AnalyzerOptions {
  readonly assets: Assets;
  /** "auto" unless given. */
  readonly backend?: BackendChoice;
  /** How much of the loading is done, 0 … 1. */
  readonly onProgress?: (progress: number) => void;
  /** The backend failed and another has taken over: readings go on. */
  readonly onBackendChange?: (backend: Backend) => void;
}

/** Where a picture comes from. */
export interface Moment {
  /**
   * Whose pictures they are: a tile, a file, a camera. Faces are followed from one to the next of the same source. Null: the
   * picture stands alone.
   */
  readonly source: string | null;
  /** When the picture was taken, in milliseconds on any clock that is the same for all pictures of the source. */
  readonly timeMs: number;
  /** Whether small faces are looked for, too: always or never, rather than now and then. */
  readonly thorough?: boolean | undefined;
}

interface Request {
  readonly image: GreyImage;
  readonly source: Source;
  readonly timeMs: number;
  readonly thorough: boolean | undefined;
  readonly resolve: (readings: readonly Reading[]) => void;
  readonly reject: (error: unknown) => void;
}

/** The parts' shares of the loading, of its time about; the rest is starting the expression model. */
const DETECTOR_SHARE = 0.6;
const MODEL_SHARE = 0.1;

/**
 * Loads the engine: in a Worker, as detection and reading would block a window for 10 … 20 ms a picture. Throws an
 * {@link EngineError}.
 */
export async function createAnalyzer(options: AnalyzerOptions): Promise<Analyzer> {
  const { assets, backend = "auto", onProgress = () => {}, onBackendChange = () => {} } = options;
  let loaded = 0;
  const report = (share: number) => {
    loaded += share;
    onProgress(Math.min(1, loaded));
  };
  const loadClassifier = async () => {
    const files = await fetchModelFiles(assets);
    report(MODEL_SHARE);
    let warm = 0;
    const onWarm = (progress: number) => {
      report((progress - warm) * (1 - MODEL_SHARE - DETECTOR_SHARE));
      warm = progress;
    };
    const classifier = await Classifier.create({ assets, files, choice: backend, onProgress: onWarm, onBackendChange });
    return { classifier, metadata: files.metadata };
  };
  const loadDetector = async () => {
    const detector = await createFaceDetector(assets);
    report(DETECTOR_SHARE);
    return detector;
  };
  report(0);
  // Side by side: while the browser compiles the one's WebAssembly, the other starts.
  const [detecting, classifying] = await Promise.allSettled([loadDetector(), loadClassifier()]);
  if (detecting.status === "fulfilled" && classifying.status === "fulfilled") {
    const { classifier, metadata } = classifying.value;
    return new Analyzer(detecting.value, classifier, metadata);
  }
  if (classifying.status === "fulfilled") classifying.value.classifier.close();
  throw detecting.status === "rejected" ? detecting.reason : (classifying as PromiseRejectedResult).reason;
}

/** Reads what faces show. Made by {@link createAnalyzer}. */
export class Analyzer {
  readonly #detector: FaceDetector;
  readonly #classifier: Classifier;
  readonly #model: ModelMetadata;
  readonly #sources = new Map<string, Source>();
  #requests: Request[] = [];
  #running = false;
  #closed = false;
  #lastId = 0;

  constructor(detector: FaceDetector, classifier: Classifier, model: ModelMetadata) {
    this.#detector = detector;
    this.#classifier = classifier;
    this.#model = model;
  }

  /** What the expression model runs on at present. */
  get backend(): Backend {
    return this.#classifier.backend;
  }

  /** Of the expression model. */
  get modelVersion(): string {
    return this.#model.version;
  }

  /**
   * What the faces of a picture show, the largest face first; empty when there is none. Pictures given while others are
   * being read are taken together next, their faces in one batch.
   */
  async analyze(image: GreyImage, { source: name, timeMs, thorough }: Moment): Promise<readonly Reading[]> {
    if (this.#closed) throw closed();
    checkGreyImage(image);
    if (!Number.isFinite(timeMs))
      throw new EngineError("bad-image", `A picture's time must be a number, not ${timeMs}.`);
    // Before it waits: a source that is forgotten meanwhile does not come back with it.
    const source = name === null ? this.#newSource("") : this.#source(name);
    return new Promise((resolve, reject) => {
      this.#requests.push({ image, source, timeMs, thorough, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  /** Forgets all about a source: its faces, should they come again, are new ones. */
  forget(source: string): void {
    this.#sources.delete(source);
  }

  /** Gives all memory back. Readings asked for but not given yet are rejected, as is all that is asked later. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { reject } of this.#requests.splice(0)) reject(closed());
    this.#sources.clear();
    this.#classifier.close();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#requests.length > 0) await this.#answer(this.#requests.splice(0));
    this.#running = false;
  }

  /** Never throws: what goes wrong is told to those who asked. */
  async #answer(requests: readonly Request[]): Promise<void> {
    const looks = requests.flatMap((request) => this.#look(request) ?? []);
    try {
      const logits = await this.#classifier.logits(
        looks.flatMap(({ sights }) => sights?.flatMap(({ crops }) => crops) ?? []),
      );
      if (this.#closed) throw closed();
      const rest = logits.values();
      for (const { request, sights } of looks) {
        request.resolve(request.source.read(sights, rest, request.timeMs));
      }
    } catch (error) {
      for (const { request } of looks) {
        request.source.unread();
        request.reject(this.#closed ? closed() : error);
      }
    }
  }

  #look(request: Request): { request: Request; sights: readonly Sight[] | null } | null {
    try {
      return { request, sights: request.source.look(request.image, request.timeMs, request.thorough) };
    } catch (error) {
      request.reject(error instanceof EngineError ? error : detectorFailed(error));
      return null;
    }
  }

  #source(name: string): Source {
    let source = this.#sources.get(name);
    if (!source) {
      source = this.#newSource(name);
      this.#sources.set(name, source);
    }
    return source;
  }

  #newSource(name: string): Source {
    return new Source(name, this.#detector, this.#model, () => ++this.#lastId);
  }
}

function detectorFailed(cause: unknown): EngineError {
  const message = "The face detector failed on this picture. If it fails on others, too, update the browser.";
  return new EngineError("detector-failed", message, { cause });
}

function closed(): EngineError {
  return new EngineError("closed", "Reading has ended. Start it again.");
}
