import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../scripts/failure.mjs";
import { printable } from "../../scripts/printable.mjs";
import { EXPRESSIONS, type Expression } from "../engine/expression.ts";
import { PICTURE_ENDINGS } from "../files/media-names.ts";
import { classOf } from "./class-names.ts";
import { type FoundMedia, findMedia, type MediaPath, pathTrouble } from "./media-paths.ts";

export interface LabelledPicture extends MediaPath {
  readonly expression: Expression;
}

export interface LabelledPictures {
  readonly pictures: readonly LabelledPicture[];
  /** Files that are no pictures, or lie beside the classes' folders. */
  readonly skipped: number;
  /** A sentence for each path that leads nowhere. */
  readonly troubles: readonly string[];
}

/**
 * The pictures of a folder's folders, one for each class. Throws a {@link Failure} when it is none such, and the signal's reason
 * once it aborts.
 */
export async function findLabelledPictures(folder: string, signal: AbortSignal): Promise<LabelledPictures> {
  const names = await readdir(folder).catch((error) => {
    if (error.code === "ENOTDIR") throw new Failure(`${folder} is a file: name the folder of the classes' folders.`);
    throw new Failure(pathTrouble(folder, error));
  });
  const classes: { readonly expression: Expression; readonly found: FoundMedia }[] = [];
  const unknown: string[] = [];
  let skipped = 0;
  for (const name of names.sort()) {
    const path = join(folder, name);
    if (name.startsWith(".") || !(await stat(path).catch(() => null))?.isDirectory()) {
      skipped++;
      continue;
    }
    const expression = classOf(name);
    if (expression === null) {
      unknown.push(name);
      continue;
    }
    const found = await findMedia([path], signal, { endings: PICTURE_ENDINGS });
    classes.push({ expression, found });
    skipped += found.skipped;
  }
  if (unknown.length > 0) {
    throw new Failure(
      `No expression is called ${printable(unknown.join(", "))}: name the folders in ${folder} ${EXPRESSIONS.join(", ")}, or move those elsewhere.`,
    );
  }
  const pictures = classes.flatMap(({ expression, found }) => found.files.map((file) => ({ ...file, expression })));
  if (pictures.length === 0) {
    throw new Failure(
      `${folder} holds no labelled pictures: put them into a folder for each expression, as ${folder}/happiness.`,
    );
  }
  return { pictures, skipped, troubles: classes.flatMap(({ found }) => found.troubles) };
}
