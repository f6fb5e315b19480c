// `npm run bench`: Countenance beside other libraries. See --help.

// As a whole: a Node without `register` is to get as far as being told that it is too old.
import nodeModule from "node:module";
import { bootstrap } from "../scripts/bootstrap.mjs";
import { runProgram } from "../scripts/failure.mjs";
import { HELP, parseBenchOptions } from "./options.mjs";

await runProgram(async () => {
  const options = parseBenchOptions(process.argv.slice(2));
  if (options === "help") {
    process.stdout.write(HELP);
    return;
  }
  bootstrap();
  if (!options.alone) bootstrap("bench/");
  nodeModule.register("../scripts/typescript-loader.mjs", import.meta.url);
  const { buildLibrary } = await import("../scripts/build-library.mjs");
  await buildLibrary();
  const { bench } = await import("./bench.ts");
  await bench(options);
});
