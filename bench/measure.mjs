// `node bench/measure.mjs NAME`: one of the measurements of docs/measurements.md, a file of its own in bench/measurements.

import { readdir } from "node:fs/promises";
// As a whole: a Node without `register` is to get as far as being told that it is too old.
import nodeModule from "node:module";
import { bootstrap, ROOT } from "../scripts/bootstrap.mjs";
import { Failure, runProgram } from "../scripts/failure.mjs";

await runProgram(async () => {
  const files = await readdir(`${ROOT}bench/measurements`);
  const names = files.map((file) => file.replace(".ts", ""));
  const [name = ""] = process.argv.slice(2);
  if (!names.includes(name))
    throw new Failure(`Say what is to be measured: node bench/measure.mjs ${names.join(" | ")}`);
  bootstrap();
  nodeModule.register("../scripts/typescript-loader.mjs", import.meta.url);
  const { measure } = await import(`./measurements/${name}.ts`);
  process.stdout.write(`${await measure()}\n`);
});
