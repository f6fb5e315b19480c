import { toJson } from "../../evaluation/report.ts";
import { checkWritable } from "../../scripts/writable.mjs";
import type { EvaluateOptions } from "./evaluate-options.ts";
import { figures, figuresChart, figuresText, type LabelledReading } from "./figures.ts";
import { findLabelledPictures } from "./labelled-pictures.ts";
import { checkNotRead } from "./media-paths.ts";
import { Output } from "./output.ts";
import { Reader, UnreadableError } from "./reader.ts";
import { ReadingProgress } from "./reading-progress.ts";

/** Of an animated picture the first frame counts. */
const FIRST_FRAME = { everyMs: 1000, boxes: false, onOpened: () => {} };

/** Reads the labelled pictures, prints the figures and writes them; the exit code. Throws a Failure, and the signal's reason once it aborts. */
export async function evaluate({ folder, svg, json }: EvaluateOptions, signal: AbortSignal): Promise<number> {
  const { pictures, skipped, troubles } = await findLabelledPictures(folder, signal);
  const progress = new ReadingProgress(pictures.length);
  progress.sayFound(troubles, skipped);
  await checkNotRead("--svg", svg, pictures);
  await checkNotRead("--json", json, pictures);
  // Before the work: a file that cannot be written is told of at once.
  for (const path of [svg, json]) if (path !== undefined) await checkWritable(path);
  const readings: LabelledReading[] = [];
  let withSeveralFaces = 0;
  let unreadable = 0;
  const reader = await Reader.start(signal);
  try {
    for (const { path, expression } of pictures) {
      progress.begin(path);
      try {
        for await (const frame of reader.read(path, FIRST_FRAME)) {
          const [largest] = frame.readings;
          readings.push({ expression, reading: largest ?? null });
          if (frame.readings.length > 1) withSeveralFaces++;
          progress.end(largest?.dominant ?? "no face");
          break;
        }
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error;
        unreadable++;
        progress.fail(error.message, 0);
      }
    }
  } finally {
    progress.clear();
    await reader.close();
  }
  const found = figures(readings, { modelVersion: reader.modelVersion, withSeveralFaces, unreadable });
  if (svg !== undefined) await writeWhole(await Output.file(svg), figuresChart(found));
  if (json !== undefined) await writeWhole(await Output.file(json), toJson(found));
  await writeWhole(Output.stdout(), `${figuresText(found)}\n`);
  return unreadable + troubles.length > 0 ? 1 : 0;
}

async function writeWhole(output: Output, text: string): Promise<void> {
  await output.write(text);
  await output.close();
}
