import { createWriteStream } from "node:fs";
import { mkdir, open, realpath, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Writable } from "node:stream";
import { Failure } from "../../scripts/failure.mjs";
import { printable } from "./printable.ts";

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

  /** Empties the file, and makes its folder where there is none. Throws a {@link Failure}. */
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

/** Throws a {@link Failure} where no file can be written. Changes none, and leaves none behind. */
export async function checkWritable(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  // A pipe would end with its first writer.
  if (found && !found.isFile() && !found.isDirectory()) return;
  try {
    await makeFolder(dirname(path));
    await (await open(path, "a")).close();
    // Of a link that led nowhere, what it leads to.
    if (!found) await rm(await realpath(path));
  } catch (error) {
    throw notWritable(path, error);
  }
}

/** Makes a folder and those around it. Node's own way tries for ever where a folder lets none be made in it, as /proc does. */
export async function makeFolder(path: string): Promise<void> {
  const isThere = async () => (await stat(path).catch(() => null))?.isDirectory() === true;
  if (await isThere()) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch(async (error) => {
    // Somebody else may have made it meanwhile.
    if (!(await isThere())) throw error;
  });
}

/** Of a file or folder, with what can be done. */
export function notWritable(path: string, error: unknown): Failure {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    EACCES: "you may not write there: choose another folder",
    EPERM: "you may not write there: choose another folder",
    EROFS: "nothing can be written there: choose another folder",
    ENOENT: "there is no such folder: choose another",
    EISDIR: "it is a folder: name a file in it",
    EEXIST: "a file stands where a folder is needed: choose another name",
    ENOTDIR: "a file stands where a folder is needed: choose another name",
    ENAMETOOLONG: "its name is too long: choose a shorter one",
    ENOSPC: "the disk is full: make room, or choose another",
  };
  return new Failure(printable(`${path} cannot be written: ${reasons[code ?? ""] ?? message}.`));
}
