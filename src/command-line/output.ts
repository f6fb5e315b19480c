import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import type { Writable } from "node:stream";
import { makeFolder, notWritable } from "../../scripts/writable.mjs";

/** Who was to read stdout has stopped reading, as `head` does. */
export class NobodyReadsError extends Error {
  override readonly name = "NobodyReadsError";
}

/** What a write says where nobody reads any more; EOF is Windows' word. */
const NOBODY_READS = ["EPIPE", "EOF", "ERR_STREAM_DESTROYED"];

/** Where results go, in whole pieces: what is written is written when `write` resolves. */
export class Output {
  readonly #stream: Writable;
  readonly #name: string | null;

  private constructor(stream: Writable, name: string | null) {
    this.#stream = stream;
    this.#name = name;
    // Each error comes to the write it belongs to.
    stream.on("error", () => undefined);
  }

  static stdout(): Output {
    return new Output(process.stdout, null);
  }

  /** Empties the file, and makes its folder where there is none. Throws a `Failure`. */
  static async file(path: string): Promise<Output> {
    try {
      await makeFolder(dirname(path));
      const handle = await open(path, "w");
      return new Output(createWriteStream(path, { fd: handle }), path);
    } catch (error) {
      throw notWritable(path, error);
    }
  }

  write(text: string): Promise<void> {
    if (text === "") return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#stream.write(text, (error: NodeJS.ErrnoException | null | undefined) => {
        if (!error) resolve();
        else if (this.#name === null && NOBODY_READS.includes(error.code ?? "")) reject(new NobodyReadsError());
        else reject(notWritable(this.#name ?? "stdout", error));
      });
    });
  }

  close(): Promise<void> {
    if (this.#name === null || this.#stream.destroyed) return Promise.resolve();
    return new Promise((resolve) => this.#stream.end(resolve));
  }
}
