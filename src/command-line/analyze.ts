import { access, constants } from "node:fs/promises";
import { resolve } from "node:path";
import { checkWritable } from "../../scripts/writable.mjs";
import type { AnalyzeOptions } from "./analyze-options.ts";
import { AnnotatedPictures } from "./annotated-pictures.ts";
import { counted } from "./counted.ts";
import { checkNotRead, findMedia, type MediaPath, pathTrouble } from "./media-paths.ts";
import { Output } from "./output.ts";
import { Reader, UnreadableError } from "./reader.ts";
import { ReadingProgress } from "./reading-progress.ts";
import { csvRows, jsonLines, summaries } from "./results.ts";

/** Reads the files and writes what they show; the exit code. Throws a {@link Failure}, and the signal's reason once it aborts. */
export async function analyze(options: AnalyzeOptions, signal: AbortSignal): Promise<number> {
  const { paths, everyMs, csv, json, boxes } = options;
  const { files, skipped, troubles, passedBy } = await findMedia(paths, signal, { without: boxes });
  const progress = new ReadingProgress(files.length);
  progress.sayFound(troubles, skipped);
  for (const folder of passedBy) progress.say(`${folder} is passed by: that is where the pictures with boxes go.`);
  if (files.length === 0) return 1;
  const ownPath = csv === undefined || csv === "-" ? null : resolve(csv);
  await checkNotRead("--csv", ownPath, files);
  const pictures = boxes === undefined ? null : await AnnotatedPictures.in(boxes, files);
  if (ownPath !== null) await checkWritable(ownPath);
  let failed = troubles.length;
  const reader = await Reader.start(signal);
  const results = csv !== undefined ? csvRows(reader.modelVersion) : json ? jsonLines() : summaries();
  const isOnTerminal = ownPath === null && process.stdout.isTTY;
  let output: Output | undefined;
  try {
    // Not before: the table of the last time stays where there is no browser to make another.
    output = ownPath === null ? Output.stdout() : await Output.file(ownPath);
    await output.write(results.head);
    for (const file of files) {
      if (!(await readOne(file, output))) failed++;
      await output.write(results.end());
    }
  } finally {
    progress.clear();
    // Of the file that was being read.
    await output?.write(results.end()).catch(() => undefined);
    await reader.close();
    await output?.close();
  }
  return failed > 0 ? 1 : 0;

  /** Whether all of it could be read. */
  async function readOne(file: MediaPath, output: Output): Promise<boolean> {
    let kind = "picture";
    let durationMs = 0;
    let looks = 0;
    progress.begin(file.path);
    try {
      await access(file.path, constants.R_OK).catch((error) => {
        throw new UnreadableError(pathTrouble(file.path, error));
      });
      const frames = reader.read(file.path, {
        everyMs,
        boxes: pictures !== null,
        onOpened: (opened) => {
          ({ kind, durationMs } = opened);
          results.begin(file.path, opened);
        },
      });
      for await (const { timeMs, readings, png } of frames) {
        looks++;
        const told = results.look({ file: file.path, timeMs, readings });
        // It would go on in the progress's line.
        if (isOnTerminal && told !== "") progress.clear();
        await output.write(told);
        if (png !== null) await pictures?.write(file, kind === "film" ? timeMs : null, png);
        if (durationMs > 0) progress.within(timeMs / durationMs);
      }
      progress.end(kind === "film" ? counted(looks, "look") : "read");
      return true;
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      progress.fail(error.message, looks);
      return false;
    } finally {
      progress.clear();
    }
  }
}
