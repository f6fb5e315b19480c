import type { Assets } from "../engine/assets.ts";
import type { Backend, BackendChoice } from "../engine/backend.ts";
import type { EngineErrorCode } from "../engine/errors.ts";
import type { Size } from "../engine/geometry.ts";
import type { Reading } from "../engine/reading.ts";

/** An error on its way out of the Worker: classes don't survive `structuredClone`. */
export interface Failure {
  readonly code: EngineErrorCode;
  readonly message: string;
  readonly cause: string;
}

export type ToWorker =
  | { readonly type: "load"; readonly assets: Assets; readonly backend: BackendChoice }
  | {
      readonly type: "analyze";
      readonly request: number;
      readonly picture: VideoFrame | ImageBitmap;
      /** Of the picture, in the pixels that boxes are told in. */
      readonly size: Size;
      /** A name of the Worker's own. Null: the picture stands alone. */
      readonly source: string | null;
      readonly timeMs: number;
      readonly thorough: boolean | undefined;
    }
  | { readonly type: "forget"; readonly source: string };

export type FromWorker =
  | { readonly type: "progress"; readonly progress: number }
  | { readonly type: "ready"; readonly backend: Backend; readonly modelVersion: string }
  | { readonly type: "failed"; readonly failure: Failure }
  | { readonly type: "backend"; readonly backend: Backend }
  | { readonly type: "readings"; readonly request: number; readonly readings: readonly Reading[] }
  | { readonly type: "rejected"; readonly request: number; readonly failure: Failure };
