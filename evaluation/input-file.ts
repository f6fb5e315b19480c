import { readFile } from "node:fs/promises";
import { Failure } from "../scripts/failure.mjs";

/** A file that was named on the command line; throws a {@link Failure} when it cannot be read. */
export async function readInput(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new Failure(`There is no file ${path}.`);
    if (code === "EISDIR") throw new Failure(`${path} is a folder, not a file.`);
    throw new Failure(`${path} cannot be read: ${message}.`);
  }
}
