import { COLOURS, rect, svgFile, text } from "../evaluation/chart.ts";

interface Group {
  readonly heading: string;
  readonly bars: readonly { readonly name: string; readonly value: number; readonly ours: boolean }[];
}

const WIDTH = 720;
const LEFT = 190;
const LONGEST = 430;
const ROW = 26;

/** Lying bars in groups, all on one scale, as an SVG file; our own in the accent's colour. */
export function barChart(title: string, groups: readonly Group[], words: (value: number) => string): string {
  const most = Math.max(...groups.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const parts: string[] = [];
  let y = 70;
  for (const { heading, bars } of groups) {
    parts.push(text(24, y, heading, { weight: 600 }));
    y += 12;
    for (const { name, value, ours } of bars) {
      const length = Math.max(2, (LONGEST * value) / most);
      parts.push(
        text(LEFT - 10, y + 15, name, ours ? { anchor: "end", weight: 600 } : { anchor: "end" }),
        rect(
          LEFT,
          y + 2,
          length,
          ROW - 8,
          `rx="3" fill="${ours ? COLOURS.accent : COLOURS.soft}"${ours ? "" : ' fill-opacity="0.55"'}`,
        ),
        text(LEFT + length + 8, y + 15, words(value), ours ? { weight: 600 } : {}),
      );
      y += ROW;
    }
    y += 30;
  }
  const summary = groups.map(
    ({ heading, bars }) => `${heading}: ${bars.map(({ name, value }) => `${name} ${words(value)}`).join(", ")}`,
  );
  return svgFile(
    { width: WIDTH, height: y - 16 },
    title,
    `${summary.join(". ")}.`,
    [text(24, 38, title, { size: 17, weight: 600 }), ...parts].join("\n"),
  );
}
