import { Failure } from "../scripts/failure.mjs";
import { EXPRESSIONS } from "../src/engine/expression.ts";
import { readInput } from "./input-file.ts";

/** What an annotator could say of a picture, in the order of the file's last columns. */
const COLUMNS = [...EXPRESSIONS, "unknown", "NF"];

/** The FER+ votes: for each picture, row by row, the number of annotators for each of {@link COLUMNS}. */
export async function readVotes(path: string): Promise<readonly (readonly number[])[]> {
  const [header = "", ...lines] = (await readInput(path))
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split(/\r?\n/);
  const names = header.split(",").slice(-COLUMNS.length);
  if (names.join() !== COLUMNS.join()) {
    throw new Failure(`The last columns of ${path} must be ${COLUMNS.join(", ")}, as in FER+'s own file.`);
  }
  const width = header.split(",").length;
  return lines.map((line, i) => {
    const cells = line.split(",");
    const votes = cells.slice(-COLUMNS.length);
    if (cells.length !== width || !votes.every((cell) => /^\s*\d+\s*$/.test(cell))) {
      throw new Failure(
        `Line ${i + 2} of ${path} must have ${width} columns, the last ${COLUMNS.length} numbers of votes.`,
      );
    }
    return votes.map(Number);
  });
}

/**
 * What most annotators saw, as its place in {@link EXPRESSIONS}; null where they were of different minds, or saw none of them.
 * FER+'s majority protocol (Barsoum et al., ICMI 2016): single votes are outliers and dropped, and the winner must hold
 * more than half of what remains. `training/data.py` computes the same.
 */
export function majority(votes: readonly number[]): number | null {
  const kept = votes.map((count) => (count <= 1 ? 0 : count));
  const most = Math.max(...kept);
  const winner = kept.indexOf(most);
  const total = kept.reduce((sum, count) => sum + count, 0);
  return most > total / 2 && winner < EXPRESSIONS.length ? winner : null;
}
