import type { Backend, BackendChoice } from "../engine/backend.ts";
import type { GreyImage } from "../engine/grey-image.ts";
import type { Reading } from "../engine/reading.ts";
import type { NoFrameReason } from "../messages/messages.ts";

/** Offscreen document → Worker. A source is one tile of one page, named by the document. */
export type ToWorker =
  /** The first message. `assets` is the URL of the folder of models and WASM. */
  | { readonly type: "load"; readonly assets: string; readonly backend: BackendChoice }
  /** Readings of a source a second, at most. */
  | { readonly type: "rate"; readonly rate: number }
  /** The sources there are now. */
  | { readonly type: "sources"; readonly sources: readonly string[] }
  | {
      readonly type: "frame";
      readonly source: string;
      readonly timeMs: number;
      readonly image: GreyImage;
      readonly grabMs: number;
    }
  | { readonly type: "no-frame"; readonly source: string; readonly reason: NoFrameReason };

/** Worker → offscreen document. */
export type FromWorker =
  | { readonly type: "progress" /** 0 … 1 */; readonly progress: number }
  /** The engine can read; again when it fell back to another backend. */
  | { readonly type: "ready"; readonly backend: Backend; readonly modelVersion: string }
  /** The engine can't go on. */
  | { readonly type: "failed" /** A sentence with what to do. */; readonly reason: string }
  /** Time for these sources' next pictures. */
  | { readonly type: "grab"; readonly sources: readonly string[] }
  /** What a frame showed: its faces, the largest first. */
  | {
      readonly type: "readings";
      readonly source: string;
      readonly timeMs: number;
      readonly readings: readonly Reading[];
    };
