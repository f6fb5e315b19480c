import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";

/**
 * @typedef {NonNullable<import("node:util").ParseArgsConfig["options"]>} OptionTypes
 */

/**
 * A command's options, without anything beside them; throws a {@link Failure} of one sentence.
 *
 * @template {OptionTypes} Options
 * @param {string[]} args
 * @param {Options} options
 */
export function parseOptions(args, options) {
  return parseArguments(args, options, false).values;
}

/**
 * A command's options and what else it is given; throws a {@link Failure} of one sentence.
 *
 * @template {OptionTypes} Options
 * @param {string[]} args
 * @param {Options} options
 */
export function parseArguments(args, options, allowPositionals = true) {
  try {
    return parseArgs({ args, options, allowPositionals });
  } catch (error) {
    const [reason = ""] = String(error instanceof Error ? error.message : error).split(/\. |\n/);
    const named = allowPositionals && reason.startsWith("Unknown option");
    throw new Failure(
      `${reason.replace(/\.$/, "")}: see --help.${named ? " A name that begins with a dash comes after --." : ""}`,
    );
  }
}
