import { Failure } from "./failure.mjs";
import { parseOptions } from "./parse-options.mjs";

export const HELP = `Builds Countenance and opens it on a demo call.

  npm start                          a window with the call, and beside it what Countenance reads
  npm start -- --headless            without a window: reads the call for a while and prints a table

Options, after --:
  --headless                         no window, for a terminal without a display
  --seconds N                        how long to read, from the first reading on (with --headless; 20 unless told)
  --json                             one JSON object on stdout and nothing else (with --headless)
  --participant NAME=FILE            a video file as a participant's camera instead of the demo's faces; may be repeated
  --help                             this text
`;

/**
 * @typedef {{ name: string, file: string }} CameraFile
 * @typedef {{ help: boolean, headless: boolean, json: boolean, seconds: number, cameras: CameraFile[] }} StartOptions
 */

/**
 * @param {string[]} args
 * @returns {StartOptions}
 */
export function parseStartOptions(args) {
  const values = parseOptions(args, {
    help: { type: "boolean", short: "h" },
    headless: { type: "boolean" },
    json: { type: "boolean" },
    seconds: { type: "string" },
    participant: { type: "string", multiple: true },
  });
  const { help = false, headless = false, json = false, participant = [] } = values;
  if (!headless && (json || values.seconds !== undefined)) {
    throw new Failure("--json and --seconds go with --headless: without it the call stays open until you close it.");
  }
  const seconds = Number(values.seconds ?? 20);
  if (!(seconds > 0 && seconds <= 86_400)) {
    throw new Failure(`--seconds takes a number of seconds above 0 and up to 86400, a day, not “${values.seconds}”.`);
  }
  return { help, headless, json, seconds, cameras: participant.map(parseParticipant) };
}

/** @param {string} value */
function parseParticipant(value) {
  const split = value.indexOf("=");
  const name = value.slice(0, split).trim();
  const file = value.slice(split + 1);
  if (split < 0 || name === "" || file === "") {
    throw new Failure(`--participant takes NAME=FILE, as in Ada=ada.mp4, not “${value}”.`);
  }
  return { name, file };
}
