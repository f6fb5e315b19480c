import { COLOURS, rect, svgFile, text } from "./chart.ts";
import type { Scores } from "./metrics.ts";

const CELL = { width: 66, height: 48 };
const GAP = 2;
const LEFT = 118;
const TOP = 108;
const RIGHT = 32;
const BOTTOM = 60;

/** From this share of its row on a cell is so dark that light words are the easier to read. */
const DARK_FROM = 0.75;
/** Below it soft words can be read. */
const PALE_BELOW = 0.15;

/** What a matrix says of its faces, in words. */
interface ChartWords {
  /** Which pictures: "FER+ test pictures". */
  readonly pictures: string;
  /** What "are read" goes on with: "as most annotators did". */
  readonly right: string;
  /** What the rows are. */
  readonly rows: string;
}

const FERPLUS: ChartWords = {
  pictures: "FER+ test pictures",
  right: "as most annotators did",
  rows: "what most annotators saw",
};

/** The confusion matrix as an SVG file: each row's faces by what they were read as, in per cent and as a number. */
export function confusionChart(
  { n, accuracy, perClass, confusion }: Pick<Scores, "n" | "accuracy" | "perClass" | "confusion">,
  words: ChartWords = FERPLUS,
): string {
  const names = Object.keys(perClass);
  const right = LEFT + names.length * CELL.width;
  const bottom = TOP + names.length * CELL.height;
  const cells = confusion.flatMap((row, i) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    const y = TOP + i * CELL.height;
    return [
      text(LEFT - 12, y + 22, names[i] ?? "", { anchor: "end" }),
      text(LEFT - 12, y + 37, `${total.toLocaleString("en")} faces`, { anchor: "end", size: 10.5, fill: COLOURS.soft }),
      ...row.map((count, j) => cell(LEFT + j * CELL.width, y, count, total, i === j)),
    ];
  });
  const columns = names.map((name, j) =>
    text(LEFT + (j + 0.5) * CELL.width - GAP / 2, TOP - 10, name, { anchor: "middle", size: 12 }),
  );
  const summary = `${(100 * accuracy).toFixed(1)} % of ${n.toLocaleString("en")} faces are read ${words.right}`;
  return svgFile(
    { width: right + RIGHT, height: bottom + BOTTOM },
    "What faces show, and what they were read as",
    `Confusion matrix. ${summary}. ${describe(names, confusion)}`,
    [
      text(28, 38, "What faces show, and what they were read as", { size: 17, weight: 600 }),
      text(28, 59, `${words.pictures}; ${summary}.`, { fill: COLOURS.soft }),
      ...columns,
      ...cells,
      text(LEFT, bottom + 24, `Rows: ${words.rows}. Columns: what the model read.`, {
        size: 12,
        fill: COLOURS.soft,
      }),
      text(LEFT, bottom + 41, "Per cent of the row, and faces.", { size: 12, fill: COLOURS.soft }),
    ].join("\n"),
  );
}

function cell(x: number, y: number, count: number, total: number, right: boolean): string {
  const share = total > 0 ? count / total : 0;
  const width = CELL.width - GAP;
  const height = CELL.height - GAP;
  const shade = rect(
    x,
    y,
    width,
    height,
    `rx="4" fill="${COLOURS.accent}" fill-opacity="${(0.04 + 0.96 * share).toFixed(2)}"`,
  );
  const frame = right
    ? rect(
        x + 0.75,
        y + 0.75,
        width - 1.5,
        height - 1.5,
        `rx="3.5" fill="none" stroke="${COLOURS.accent}" stroke-width="1.5"`,
      )
    : "";
  if (count === 0) return shade + frame;
  const fill = share >= DARK_FROM ? COLOURS.paper : COLOURS.ink;
  const soft = share < PALE_BELOW ? COLOURS.soft : fill;
  const middle = x + width / 2;
  return [
    shade,
    frame,
    text(middle, y + 21, percent(share), { anchor: "middle", weight: right ? 600 : 400, fill }),
    text(middle, y + 36, count.toLocaleString("en"), {
      anchor: "middle",
      size: 10.5,
      fill: soft,
    }),
  ].join("");
}

function percent(share: number): string {
  return share < 0.005 ? "<1 %" : `${Math.round(100 * share)} %`;
}

function describe(names: readonly string[], confusion: Scores["confusion"]): string {
  return confusion
    .map((row, i) => {
      const total = row.reduce((sum, count) => sum + count, 0);
      return `${names[i]}: ${row[i]} of ${total} read as such`;
    })
    .join("; ")
    .concat(".");
}
