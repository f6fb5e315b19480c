// `node bench/expression.mjs`: the expression model on the product's own kernels beside TensorFlow.js's WebAssembly, in turns.

import { register } from "node:module";
import { bootstrap } from "../scripts/bootstrap.mjs";
import { runProgram } from "../scripts/failure.mjs";

await runProgram(async () => {
  bootstrap();
  register("../scripts/typescript-loader.mjs", import.meta.url);
  const { compareArithmetic } = await import("./expression.ts");
  process.stdout.write(await compareArithmetic());
});
