import type { Contestant } from "../contestants/contestant.ts";
import type { Stage } from "../stage.ts";

/** One thing that is measured. To add one, write a file like those beside this and list it in `all.ts`. */
export interface Scenario<Result> {
  /** For `--only`, and its place in the JSON. */
  readonly name: string;
  /** Null where what it needs was not given. */
  run(stage: Stage): Promise<Result | null>;
  section(result: Result, contestants: readonly Pick<Contestant, "id" | "name">[]): Section;
}

/** Its part of the document. */
export interface Section {
  readonly markdown: string;
  /** Who is better than we are, and in what. */
  readonly losses: readonly string[];
  /** SVG files by name, without ending. */
  readonly charts?: Readonly<Record<string, string>>;
}

/** By the contestants' ids. */
export type Each<Value> = Readonly<Record<string, Value>>;
