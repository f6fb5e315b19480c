// `npx countenance`: see docs/command-line.md.

import { version } from "../../package.json";
import { checkNode } from "../../scripts/check-node.mjs";
import { Failure, runProgram } from "../../scripts/failure.mjs";
import { ANALYZE_HELP, parseAnalyzeOptions } from "./analyze-options.ts";
import { EVALUATE_HELP, parseEvaluateOptions } from "./evaluate-options.ts";
import { Interruption, interruptible } from "./interruption.ts";
import { NobodyReadsError, Output } from "./output.ts";

const HELP = `What the faces in pictures and films show, read on this computer.

  countenance analyze <files or folders>    what each face shows: a table, --json or --csv
  countenance evaluate <folder>             how well your own labelled pictures are read

  --help       this text; after a command, the command's
  --version    the version

An installed Chromium, Chrome or Edge reads them, without a window. CHROME_PATH says which, if it is not found by itself.
Nothing leaves this computer.
`;

await runProgram(async () => {
  const { signal } = interruptible();
  try {
    process.exitCode = await command(process.argv.slice(2), signal);
  } catch (error) {
    if (error instanceof Interruption) throw new Failure(error.message, error.exitCode);
    if (!(error instanceof NobodyReadsError)) throw error;
  }
});

/** The exit code. */
async function command([name, ...args]: string[], signal: AbortSignal): Promise<number> {
  checkNode();
  switch (name) {
    case "analyze": {
      const options = parseAnalyzeOptions(args);
      if (options === "help") return print(ANALYZE_HELP);
      const { analyze } = await import("./analyze.ts");
      return analyze(options, signal);
    }
    case "evaluate": {
      const options = parseEvaluateOptions(args);
      if (options === "help") return print(EVALUATE_HELP);
      const { evaluate } = await import("./evaluate.ts");
      return evaluate(options, signal);
    }
    case "--version":
    case "-v":
      return print(`${version}\n`);
    case "--help":
    case "-h":
    case "help":
      return print(HELP);
    case undefined:
      throw new Failure(HELP.trimEnd());
    default:
      throw new Failure(`There is no command ${name}: there are analyze and evaluate. More: countenance --help.`);
  }
}

async function print(text: string): Promise<number> {
  await Output.stdout().write(text);
  return 0;
}
