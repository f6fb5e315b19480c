import { COLOURS, line, rect, svgFile, text } from "./chart.ts";
import type { CalibratedScores } from "./report.ts";

const SIDE = 400;
const LEFT = 84;
const TOP = 92;
/** Height of the histogram of confidences below the diagram. */
const HISTOGRAM = 74;
const BETWEEN = 44;
const WIDTH = LEFT + SIDE + 36;
const HEIGHT = TOP + SIDE + BETWEEN + HISTOGRAM + 62;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** The reliability diagram as an SVG file: accuracy against confidence, and below it how many faces have which confidence. */
export function reliabilityChart({ n, ece, reliability, atThreshold }: CalibratedScores): string {
  const bins = reliability.n.length;
  const x = (share: number) => LEFT + share * SIDE;
  const y = (share: number) => TOP + (1 - share) * SIDE;
  const floor = HEIGHT - 62;
  const most = Math.max(...reliability.n);
  const bars = reliability.n.flatMap((faces, i) => {
    const from = x(i / bins) + 1;
    const width = SIDE / bins - 2;
    const accuracy = reliability.accuracy[i] ?? null;
    const confidence = reliability.confidence[i] ?? null;
    if (accuracy === null || confidence === null) return [];
    const height = Math.max(1, (HISTOGRAM * faces) / most);
    return [
      rect(from, y(accuracy), width, accuracy * SIDE, `fill="${COLOURS.accent}" fill-opacity="0.72"`),
      // Where the bar would end if confidence were exactly accuracy.
      line(from, y(confidence), from + width, y(confidence), `stroke="${COLOURS.warning}" stroke-width="2.5"`),
      rect(from, floor - height, width, height, `fill="${COLOURS.soft}" fill-opacity="0.55"`),
    ];
  });
  const grid = TICKS.flatMap((tick) => [
    line(LEFT, y(tick), LEFT + SIDE, y(tick), `stroke="${COLOURS.hairline}"`),
    text(LEFT - 10, y(tick) + 4.5, percent(tick), { anchor: "end", size: 12, fill: COLOURS.soft }),
    text(x(tick), floor + 20, percent(tick), { anchor: "middle", size: 12, fill: COLOURS.soft }),
  ]);
  const { threshold } = atThreshold;
  const summary = `calibration error ${ece.toFixed(3)} on ${n.toLocaleString("en")} faces`;
  return svgFile(
    { width: WIDTH, height: HEIGHT },
    "How far its confidence can be trusted",
    `Reliability diagram: ${summary}. ${describe(reliability)}`,
    [
      text(28, 38, "How far its confidence can be trusted", { size: 17, weight: 600 }),
      text(28, 59, `FER+ test pictures; ${summary}.`, { fill: COLOURS.soft }),
      ...grid,
      ...bars,
      line(LEFT, y(0), LEFT + SIDE, y(1), `stroke="${COLOURS.soft}" stroke-dasharray="4 4"`),
      line(LEFT, y(0), LEFT + SIDE, y(0), `stroke="${COLOURS.soft}"`),
      line(LEFT, floor, LEFT + SIDE, floor, `stroke="${COLOURS.soft}"`),
      line(x(threshold), TOP, x(threshold), y(0), `stroke="${COLOURS.ink}" stroke-dasharray="2 3"`),
      line(x(threshold), floor - HISTOGRAM, x(threshold), floor, `stroke="${COLOURS.ink}" stroke-dasharray="2 3"`),
      text(x(threshold) - 6, TOP + 14, "not sure", { anchor: "end", size: 12 }),
      text(x(threshold) + 6, TOP + 14, "sure", { size: 12 }),
      text(26, TOP + SIDE / 2, "readings that are right", { anchor: "middle", size: 12, turn: -90 }),
      text(26, floor - HISTOGRAM / 2, "faces", { anchor: "middle", size: 12, turn: -90 }),
      text(LEFT - 10, floor - HISTOGRAM + 8, most.toLocaleString("en"), {
        anchor: "end",
        size: 12,
        fill: COLOURS.soft,
      }),
      text(LEFT + SIDE / 2, floor + 42, "the model's probability for what it reads", { anchor: "middle", size: 12 }),
      legend(LEFT, TOP + SIDE + 25),
    ].join("\n"),
  );
}

function legend(x: number, y: number): string {
  return [
    rect(x, y - 9, 12, 10, `fill="${COLOURS.accent}" fill-opacity="0.72"`),
    text(x + 18, y, "right", { size: 12, fill: COLOURS.soft }),
    line(x + 66, y - 4, x + 80, y - 4, `stroke="${COLOURS.warning}" stroke-width="2.5"`),
    text(x + 86, y, "mean probability", { size: 12, fill: COLOURS.soft }),
    line(x + 204, y - 4, x + 222, y - 4, `stroke="${COLOURS.soft}" stroke-dasharray="4 4"`),
    text(x + 228, y, "as often right as it says", { size: 12, fill: COLOURS.soft }),
  ].join("");
}

function describe({ n, confidence, accuracy }: CalibratedScores["reliability"]): string {
  return n
    .flatMap((faces, i) => {
      if (faces === 0) return [];
      return `${faces} faces with a mean probability of ${percent(confidence[i] ?? 0)}: ${percent(accuracy[i] ?? 0)} right`;
    })
    .join("; ")
    .concat(".");
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
