// A program of an installed package, after what is missing is installed: node scripts/tool.mjs typedoc/bin/typedoc …

import { spawnSync } from "node:child_process";
import { bootstrap, ROOT } from "./bootstrap.mjs";
import { runProgram } from "./failure.mjs";

await runProgram(async () => {
  bootstrap();
  const [program, ...words] = process.argv.slice(2);
  const { status } = spawnSync(process.execPath, [`${ROOT}node_modules/${program}`, ...words], { stdio: "inherit" });
  process.exitCode = status ?? 1;
});
