import { existsSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runProgram } from "./failure.mjs";

/**
 * Runs a command-line program, as {@link runProgram} does, if its file is the one that Node was started with, be it by way of a
 * link: other files import it.
 *
 * @param {string} url of the file
 * @param {() => Promise<void>} main
 */
export async function runIfStarted(url, main) {
  const [, started = ""] = process.argv;
  if (existsSync(started) && realpathSync(started) === fileURLToPath(url)) await runProgram(main);
}
