import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";

/**
 * A command's options, without anything beside them; throws a {@link Failure} of one sentence.
 *
 * @template {NonNullable<import("node:util").ParseArgsConfig["options"]>} Options
 * @param {string[]} args
 * @param {Options} options
 */
export function parseOptions(args, options) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    const [reason = ""] = String(error instanceof Error ? error.message : error).split(/\. |\n/);
    throw new Failure(`${reason.replace(/\.$/, "")}: see --help.`);
  }
}
