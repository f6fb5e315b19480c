import { mkdir, open, realpath, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Failure } from "./failure.mjs";
import { printable } from "./printable.mjs";

/** @type {Readonly<Record<string, string>>} */
const REASONS = {
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

/**
 * Throws a {@link Failure} where no file can be written. Changes none, and leaves none behind.
 *
 * @param {string} path
 */
export async function checkWritable(path) {
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

/**
 * Makes a folder and those around it. Node's own way tries for ever where a folder lets none be made in it, as /proc does.
 *
 * @param {string} path
 * @returns {Promise<void>}
 */
export async function makeFolder(path) {
  const isThere = async () => (await stat(path).catch(() => null))?.isDirectory() === true;
  if (await isThere()) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch(async (error) => {
    // Somebody else may have made it meanwhile.
    if (!(await isThere())) throw error;
  });
}

/**
 * Of a file or folder, with what can be done.
 *
 * @param {string} path
 * @param {unknown} error
 */
export function notWritable(path, error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  return new Failure(printable(`${path} cannot be written: ${REASONS[code ?? ""] ?? message}.`));
}
