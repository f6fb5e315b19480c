import type { Expression } from "../../src/engine/expression.ts";
import type { Box } from "../../src/engine/geometry.ts";

/** Someone to measure, in one configuration. To add one, write a file like those beside this and list it in `all.ts`. */
export interface Contestant {
  /** In addresses and JSON: letters, digits and hyphens. */
  readonly id: string;
  /** In tables. */
  readonly name: string;
  /** Its `package.json`, for the version; paths are from the repository's root. */
  readonly package: string;
  /** What it ships: folders and files by the names they are served under, below its `assets`. */
  readonly files: Readonly<Record<string, string>>;
  /**
   * Starts it in a page, on WebAssembly.
   * @param assets where its files are, ending in "/".
   */
  load(assets: string): Promise<Reader>;
  /** Its expression network by itself, given faces that are cut out already; absent where it cannot be had apart. */
  loadExpressions?(assets: string): Promise<ExpressionReader>;
}

export interface Reader {
  /**
   * Finds the faces of a picture and reads their expressions; gives the faces' boxes in the picture's pixels.
   * @param timeMs the film's time; null for a picture that stands alone.
   * @param thorough of a picture that stands alone: every face counts, and time does not. For those who have a choice.
   */
  read(picture: HTMLCanvasElement, timeMs: number | null, thorough: boolean): Promise<readonly Box[]>;
}

export interface ExpressionReader {
  /** Width and height of its input. */
  readonly size: number;
  /** The outputs' meaning. */
  readonly labels: readonly Expression[];
  /** @param faces grey levels 0 … 255, `size × size` for each. */
  probabilities(faces: readonly Float32Array[]): Promise<readonly ArrayLike<number>[]>;
}
