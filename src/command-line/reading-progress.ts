import { Progress } from "../../evaluation/progress.ts";
import { printable } from "../../scripts/printable.mjs";
import { counted } from "./counted.ts";

/** Tells on stderr how far the reading is: on a terminal with the time left, otherwise a line for each file. */
export class ReadingProgress {
  readonly #files: number;
  #line: Progress | null = null;
  #done = 0;
  #file = "";

  constructor(files: number) {
    this.#files = files;
  }

  /** What was come upon beside the files: a sentence for each path that leads nowhere, and how many others there are. */
  sayFound(troubles: readonly string[], skipped: number): void {
    for (const trouble of troubles) this.say(trouble);
    if (skipped > 0) this.say(`${skipped} other ${skipped === 1 ? "file was" : "files were"} skipped.`);
  }

  begin(file: string): void {
    this.#file = printable(file);
    // Not before: the engine's start tells nothing of how long the rest will take.
    if (this.#line || !process.stderr.isTTY) return;
    this.#line = new Progress(`Reading ${counted(this.#files, "file")}`, this.#files);
  }

  /** @param share of the file, 0 … 1. */
  within(share: number): void {
    this.#line?.update(Math.min(this.#files - 0.001, this.#done + Math.min(1, share)));
  }

  /** The file is read. */
  end(words: string): void {
    this.#done++;
    if (this.#line) this.#line.update(this.#done);
    else this.say(`${this.#file}: ${words}`);
  }

  /** The file could not be read, or not to its end. */
  fail(sentence: string, looks: number): void {
    this.#done++;
    const before = looks > 0 ? ` What was read before, ${counted(looks, "look")}, stands.` : "";
    this.say(`${this.#file}: ${sentence}${before}`);
  }

  say(sentence: string): void {
    this.clear();
    process.stderr.write(`${printable(sentence)}\n`);
  }

  /** Makes room for what is printed on the same terminal. */
  clear(): void {
    this.#line?.clear();
  }
}
