import { Failure } from "../../scripts/failure.mjs";
import { parseArguments } from "../../scripts/parse-options.mjs";

export const ANALYZE_HELP = `Reads what the faces in pictures and films show.

  countenance analyze <files or folders> [options]

Pictures are PNG, JPEG, WebP, AVIF, GIF and BMP, films MP4, QuickTime, WebM and Matroska. Folders are read with all that is in them.
Without --csv or --json a table for each file is printed.

  --every TIME   how often to look at a film, as 0.25s or 250ms; 0.25s unless given
  --csv FILE     write a row for each face of each look; - is stdout; not with --json
  --json         print an object a line for each picture, and for each look at a film
  --boxes DIR    write each picture, and each look at a film, as a PNG with its faces marked
  --help         this text

Exit codes: 0 all was read, 1 something could not be, 2 it could not be begun, 129, 130 or 143 it was stopped.
`;

const DEFAULT_EVERY_MS = 250;
/** Films have no more pictures a second, and a look costs some milliseconds. */
const LEAST_EVERY_MS = 1;

export interface AnalyzeOptions {
  readonly paths: readonly string[];
  readonly everyMs: number;
  /** "-" is stdout. */
  readonly csv: string | undefined;
  readonly json: boolean;
  readonly boxes: string | undefined;
}

/** Throws a {@link Failure}. */
export function parseAnalyzeOptions(args: string[]): AnalyzeOptions | "help" {
  const { values, positionals } = parseArguments(args, {
    help: { type: "boolean", short: "h" },
    every: { type: "string" },
    csv: { type: "string" },
    json: { type: "boolean" },
    boxes: { type: "string" },
  });
  const { help, every, csv, json = false, boxes } = values;
  if (help) return "help";
  if (positionals.length === 0) {
    throw new Failure("Say what to read: countenance analyze photo.jpg film.mp4, or a folder. More: --help.");
  }
  if (csv !== undefined && json) throw new Failure("--csv and --json exclude each other: choose one.");
  if (csv === "" || boxes === "") throw new Failure(`--${csv === "" ? "csv" : "boxes"} needs a name.`);
  return { paths: positionals, everyMs: every === undefined ? DEFAULT_EVERY_MS : duration(every), csv, json, boxes };
}

/** "0.25s" and "250ms" in ms. */
function duration(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?|\.\d+)\s*(ms|s)$/.exec(text.trim()) ?? [];
  const timeMs = Number(number) * (unit === "s" ? 1000 : 1);
  if (!(timeMs >= LEAST_EVERY_MS)) {
    throw new Failure(`--every is ${text}, but takes a time such as 0.25s or 250ms, 1ms or more.`);
  }
  return timeMs;
}
