import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ROOT } from "../scripts/bootstrap.mjs";
import { Failure } from "../scripts/failure.mjs";
import { parseOptions } from "../scripts/parse-options.mjs";

const SCENARIOS = ["frames", "film", "stills", "accuracy", "start", "memory"];

export const HELP = `Measures Countenance against other libraries that read faces in a browser.

  npm run bench

prints the tables and writes them to docs/benchmarks.md, the raw figures to docs/benchmarks.json and the charts to
docs/images. Takes about three quarters of an hour. Whatever else the computer does meanwhile spoils the figures.

Options, after --:
  --only NAME      one scenario: ${SCENARIOS.join(", ")}; may be repeated; the others' figures stay
  --quick          few rounds, to see that all works; writes nothing unless --out says where
  --alone          without the rivals; writes nothing unless --out says where
  --frames NUMBER  pictures of the memory scenario; 2000 unless given
  --data FOLDER    fer2013.npz, ferplus.csv and fer2013-keypoints.npz, for the accuracy (training/README.md)
  --media FOLDER   films of people, clips/*.mp4, and the stills of bench/stills.json that lie there
  --stills FOLDER  unpacked packages, each as NAME-VERSION, whose pictures bench/stills.json has the faces of
  --out FOLDER     where to write instead of docs
  --help           this text
`;

/**
 * @typedef {object} BenchOptions
 * @property {boolean} quick
 * @property {boolean} alone
 * @property {readonly string[]} only empty: all
 * @property {number} frames
 * @property {string | null} data null: none
 * @property {string | null} media null: none
 * @property {string | null} stills null: none
 * @property {string | null} out null: nothing is written
 */

/**
 * @param {string[]} args
 * @returns {BenchOptions | "help"}
 */
export function parseBenchOptions(args) {
  const options = parseOptions(args, {
    help: { type: "boolean", short: "h" },
    quick: { type: "boolean" },
    alone: { type: "boolean" },
    only: { type: "string", multiple: true },
    frames: { type: "string" },
    data: { type: "string" },
    media: { type: "string" },
    stills: { type: "string" },
    out: { type: "string" },
  });
  if (options.help) return "help";
  const { quick = false, alone = false, only = [] } = options;
  const unknown = only.find((name) => !SCENARIOS.includes(name));
  if (unknown !== undefined) throw new Failure(`There is no scenario ${unknown}: choose of ${SCENARIOS.join(", ")}.`);
  const frames = Number(options.frames ?? (quick ? 40 : 2000));
  if (!(Number.isInteger(frames) && frames >= 40)) throw new Failure("--frames must be a whole number, 40 or more.");
  const [data, media, stills] = [folder(options.data), folder(options.media), folder(options.stills)];
  const out = options.out === undefined ? (quick || alone ? null : `${ROOT}docs`) : resolve(options.out);
  return { quick, alone, only, frames, data, media, stills, out };
}

/** @param {string | undefined} given */
function folder(given) {
  if (given === undefined) return null;
  const path = resolve(given);
  if (!existsSync(path)) throw new Failure(`There is no folder ${path}.`);
  return path;
}
