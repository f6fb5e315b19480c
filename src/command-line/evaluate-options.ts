import { resolve } from "node:path";
import { Failure } from "../../scripts/failure.mjs";
import { parseArguments } from "../../scripts/parse-options.mjs";

export const EVALUATE_HELP = `Measures how well your own labelled pictures are read, by the whole engine: face detector, aligner, expression model.

  countenance evaluate <folder> [options]

The folder holds a folder for each expression, with pictures that show it: neutral, happiness, surprise, sadness, anger, disgust,
fear, contempt, or happy, sad, angry and the like. Of several faces in a picture the largest counts.

  --svg FILE     write the confusion matrix as a picture
  --json FILE    write all figures
  --help         this text

Exit codes: 0 all was read, 1 something could not be, 2 it could not be begun, 129, 130 or 143 it was stopped.
`;

export interface EvaluateOptions {
  readonly folder: string;
  readonly svg: string | undefined;
  readonly json: string | undefined;
}

/** Throws a {@link Failure}. */
export function parseEvaluateOptions(args: string[]): EvaluateOptions | "help" {
  const { values, positionals } = parseArguments(args, {
    help: { type: "boolean", short: "h" },
    svg: { type: "string" },
    json: { type: "string" },
  });
  const { help, svg, json } = values;
  if (help) return "help";
  const [folder, ...rest] = positionals;
  if (folder === undefined || rest.length > 0) {
    throw new Failure("Name one folder, which holds a folder of pictures for each expression. More: --help.");
  }
  if (svg === "" || json === "") throw new Failure(`--${svg === "" ? "svg" : "json"} needs a name.`);
  if (svg && json && resolve(svg) === resolve(json)) {
    throw new Failure("--svg and --json name the same file: choose two.");
  }
  return { folder, svg, json };
}
