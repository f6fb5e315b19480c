// `npm run evaluate`: how well the expression model reads pictures it was not trained on. See --help.

// As a whole: a Node without `register` is to get as far as being told that it is too old.
import nodeModule from "node:module";
import { bootstrap } from "./bootstrap.mjs";
import { HELP, parseEvaluateOptions } from "./evaluate-options.mjs";
import { runProgram } from "./failure.mjs";

await runProgram(async () => {
  const options = parseEvaluateOptions(process.argv.slice(2));
  if (options === "help") {
    process.stdout.write(HELP);
    return;
  }
  bootstrap();
  nodeModule.register("./typescript-loader.mjs", import.meta.url);
  const { evaluate } = await import("../evaluation/evaluate.ts");
  await evaluate(options);
});
