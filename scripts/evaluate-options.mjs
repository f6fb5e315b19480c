import { Failure } from "./failure.mjs";
import { parseOptions } from "./parse-options.mjs";

export const HELP = `Measures how well the expression model that ships reads FER-2013's test pictures.

  npm run evaluate -- --images fer2013.npz --votes ferplus.csv [--keypoints fer2013-keypoints.npz]

prints the figures and writes them to models/expression/metrics.json, and the confusion matrix and the reliability
diagram to docs/images/confusion.svg and docs/images/reliability.svg.

Options, after --:
  --images FILE       FER-2013: arrays images (uint8, n × 48 × 48), labels (n) and usage (n), as NumPy stores them
  --votes FILE        the FER+ votes as CSV; its rows are the images' in the same order, ten columns of votes the last
  --keypoints FILE    the faces' key points: an array points (n × 6 × 2, right eye, left eye, nose and mouth first, as
                      fractions of the picture's side, NaN without a face); without it the engine finds them
  --model FOLDER      another model than models/expression; goes with --out
  --out FOLDER        where to write the three files instead
  --help              this text
`;

/**
 * @typedef {object} EvaluateOptions
 * @property {string} images
 * @property {string} votes
 * @property {string} [keypoints]
 * @property {string} [model]
 * @property {string} [out]
 */

/**
 * @param {string[]} args
 * @returns {EvaluateOptions | "help"}
 */
export function parseEvaluateOptions(args) {
  const { help, ...named } = parseOptions(args, {
    help: { type: "boolean", short: "h" },
    images: { type: "string" },
    votes: { type: "string" },
    keypoints: { type: "string" },
    model: { type: "string" },
    out: { type: "string" },
  });
  if (help) return "help";
  const empty = Object.entries(named).find(([, name]) => name === "");
  if (empty) throw new Failure(`--${empty[0]} needs a name.`);
  const { images, votes, keypoints, model, out } = named;
  if (!images || !votes) {
    throw new Failure("Say where the pictures and the votes are: --images fer2013.npz --votes ferplus.csv.");
  }
  if (model !== undefined && out === undefined) {
    throw new Failure("--model goes with --out: the figures of another model are not those of the one that ships.");
  }
  return { images, votes, keypoints, model, out };
}
