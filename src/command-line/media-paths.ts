import { opendir, realpath, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { Failure } from "../../scripts/failure.mjs";
import { byName, endingOf, MEDIA_ENDINGS, PICTURE_ENDINGS } from "../files/media-names.ts";

export interface MediaPath {
  /** As it is given, or the folder as it is given and what follows. */
  readonly path: string;
  /** From the folder it was found in; its own name if it was given by itself. */
  readonly name: string;
}

export interface FoundMedia {
  readonly files: readonly MediaPath[];
  /** Other files in the folders. */
  readonly skipped: number;
  /** A sentence for each path that leads nowhere. */
  readonly troubles: readonly string[];
  /** Where it was come upon: the folder to be passed by. */
  readonly passedBy: readonly string[];
}

export interface Wanted {
  /** Of the files in folders; those of all pictures and films unless given. */
  readonly endings?: ReadonlySet<string>;
  /** A folder within the others that is passed by: what was written there the last time. */
  readonly without?: string | undefined;
}

/**
 * The files, and those that the folders and all folders in them hold, in the order of their names. Throws the signal's reason
 * once it aborts.
 */
export async function findMedia(
  paths: readonly string[],
  signal: AbortSignal,
  { endings = MEDIA_ENDINGS, without }: Wanted = {},
): Promise<FoundMedia> {
  const toPassBy = without === undefined ? null : await realpath(without).catch(() => null);
  const passedBy: string[] = [];
  const files: MediaPath[] = [];
  const troubles: string[] = [];
  let skipped = 0;
  for (const path of paths) {
    try {
      const entry = await stat(path);
      if (entry.isDirectory()) {
        const before = files.length;
        await walk(path, path, new Set());
        if (files.length === before) troubles.push(`${path} holds nothing to read: ${kinds(endings)} are.`);
      } else if (entry.isFile()) files.push({ path, name: relative(join(path, ".."), path) });
      else troubles.push(`${path} is neither a file nor a folder: save what it gives as a file, and name that.`);
    } catch (error) {
      note(path, error);
    }
  }
  return { files, skipped, troubles, passedBy };

  function note(path: string, error: unknown): void {
    signal.throwIfAborted();
    troubles.push(pathTrouble(path, error));
  }

  async function walk(root: string, folder: string, above: ReadonlySet<string>): Promise<void> {
    // A link may lead back to where it is.
    const real = await realpath(folder);
    if (above.has(real)) return;
    if (real === toPassBy && folder !== root) {
      passedBy.push(folder);
      return;
    }
    const names: string[] = [];
    for await (const entry of await opendir(folder)) {
      // Before it is looked at: editors' hidden locks are links that lead nowhere.
      if (!entry.name.startsWith(".")) names.push(entry.name);
      else if (!entry.isDirectory()) skipped++;
    }
    for (const name of names.sort(byName)) {
      signal.throwIfAborted();
      const path = join(folder, name);
      try {
        const entry = await stat(path);
        if (entry.isDirectory()) await walk(root, path, new Set([...above, real]));
        else if (entry.isFile() && endings.has(endingOf(name))) {
          files.push({ path, name: relative(root, path) });
        } else skipped++;
      } catch (error) {
        note(path, error);
      }
    }
  }
}

/** Throws a {@link Failure} where what is to be written with this option is one of the files to read, by whatever name. */
export async function checkNotRead(
  option: string,
  written: string | null | undefined,
  files: readonly MediaPath[],
): Promise<void> {
  const target = written == null ? null : await identity(written);
  if (target === null) return;
  for (const { path } of files) {
    if ((await identity(path)) !== target) continue;
    throw new Failure(`${option} is ${written}, which is one of the files to read: choose another name.`);
  }
}

/** The same for all names of a file, links included; null where there is none. */
async function identity(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found && `${found.dev} ${found.ino}`;
}

/** Why a path cannot be read. */
export function pathTrouble(path: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return `There is no file or folder ${path}: check its spelling.`;
  if (code === "EACCES" || code === "EPERM") return `${path} may not be read by you: ask its owner, or copy it.`;
  return `${path} cannot be read: ${message}.`;
}

function kinds(endings: ReadonlySet<string>): string {
  return endings === PICTURE_ENDINGS
    ? "PNG, JPEG, WebP, AVIF, GIF and BMP pictures"
    : "pictures (PNG, JPEG, WebP, AVIF, GIF, BMP) and films (MP4, QuickTime, WebM, Matroska)";
}
