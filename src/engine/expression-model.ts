import type { Backend } from "./backend.ts";

/** The expression model on one backend. Holds its weights' memory until closed. */
export interface ExpressionModel {
  readonly backend: Backend;
  /**
   * The logits of aligned faces, one for each of `EXPRESSIONS`. Throws when they are no numbers.
   * @param crops grey levels 0 … 255, `size × size` for each face.
   */
  logits(crops: readonly Float32Array[]): Promise<readonly Float32Array[]>;
  close(): void;
}
