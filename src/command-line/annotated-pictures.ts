import { realpath, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { makeFolder, notWritable } from "../../scripts/writable.mjs";
import type { MediaPath } from "./media-paths.ts";

/** As many bytes as a file's name may have everywhere, with room for a number. */
const LONGEST_NAME = 250;

/** The annotated pictures of `--boxes`, in a folder of their own: `photo.jpg.png`, and of films `film.mp4.000012.250s.png`. */
export class AnnotatedPictures {
  readonly #folder: string;
  /** What must not be written over: the files that are read, in small letters, as most computers don't tell them from capitals. */
  readonly #sources: ReadonlySet<string>;
  /** Whose pictures begin so, in small letters: files of the same name are told apart by a number. */
  readonly #owners = new Map<string, string>();

  private constructor(folder: string, files: readonly string[]) {
    this.#folder = folder;
    this.#sources = new Set(files.map((file) => file.toLowerCase()));
  }

  /** Makes the folder. Throws a Failure where it cannot. */
  static async in(folder: string, files: readonly MediaPath[]): Promise<AnnotatedPictures> {
    await makeFolder(folder).catch((error) => {
      throw notWritable(folder, error);
    });
    // A link to it would give the same file another name.
    const real = files.map(({ path }) => realpath(path).catch(() => path));
    return new AnnotatedPictures(await realpath(folder), await Promise.all(real));
  }

  /** @param timeMs the film's; null for a picture. */
  async write({ path, name }: MediaPath, timeMs: number | null, png: string): Promise<void> {
    const moment = timeMs === null ? "" : `.${(timeMs / 1000).toFixed(3).padStart(10, "0")}s`;
    const ending = `${moment}.png`;
    const own = shortened(basename(name), LONGEST_NAME - ending.length);
    const target = this.#free(join(this.#folder, dirname(name), own), ending, path);
    try {
      await makeFolder(dirname(target));
      await writeFile(target, Buffer.from(png, "base64"));
    } catch (error) {
      throw notWritable(target, error);
    }
  }

  #free(wanted: string, ending: string, path: string): string {
    for (let n = 1; ; n++) {
      const start = n === 1 ? wanted : `${wanted} ${n}`;
      const name = start.toLowerCase();
      const owner = this.#owners.get(name) ?? path;
      if (owner !== path || this.#sources.has(`${name}${ending}`)) continue;
      this.#owners.set(name, path);
      return `${start}${ending}`;
    }
  }
}

/** The name without what goes beyond so many bytes. */
function shortened(name: string, bytes: number): string {
  const [...letters] = name;
  while (Buffer.byteLength(letters.join("")) > bytes) letters.pop();
  return letters.join("");
}
