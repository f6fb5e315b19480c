import { EXPRESSIONS } from "../engine/expression.ts";
import type { Segment, Session } from "../session/session.ts";
import { expressionColour, plainColour } from "../ui/chart-colours.ts";
import { clock, fullMoment } from "../ui/dates.ts";
import { expressionLabel } from "../ui/expressions.ts";
import { runs } from "../ui/lane.ts";
import { barWidth, calmTop, LANE_HEIGHT, runSymbol, SYMBOL_SIDE } from "../ui/lane-shape.ts";
import { participantName, sessionTitle } from "../ui/session-words.ts";
import { EXPRESSION_SYMBOLS, SYMBOL_SIZE, SYMBOL_STROKE } from "../ui/symbols.ts";
import type { Span } from "../ui/view.ts";
import { plural, t } from "../ui/words.ts";
import { STACK, TIME_STEPS } from "./chart-shape.ts";
import { fittedWords } from "./fitted-words.ts";
import type { RoomPath, RoomSamples } from "./room-path.ts";
import { stretches } from "./stretches.ts";

/** What the charts of a report show. */
export interface ChartContent {
  readonly session: Session;
  /** Those who count. */
  readonly participants: Session["participants"];
  readonly path: RoomPath;
  readonly view: Span;
}

// In the drawing's units, CSS pixels.
const WIDTH = 1200;
const MARGIN = 24;
const LABEL_WIDTH = 176;
const PLOT_LEFT = MARGIN + LABEL_WIDTH;
const PLOT_WIDTH = WIDTH - PLOT_LEFT - MARGIN;
const HEADING = 64;
const AXIS = 26;
const SHARES = 120;
const AFFECT = 52;
const ROW_GAP = 12;
const LEGEND = 44;
/** Between a label and what it stands beside. */
const LABEL_GAP = 8;
const FONT_SIZE = 13;
const TITLE_SIZE = 20;
/** Files are for paper and slides: always on a light ground. */
const SCHEME = "light";
const MOST_TICKS = 12;

const PAPER = plainColour("paper", SCHEME);
const INK = plainColour("ink", SCHEME);
const SOFT = plainColour("inkSoft", SCHEME);
const LINE = plainColour("hairline", SCHEME);

/**
 * The charts as a drawing that stands alone: an SVG document without styles, scripts or anything to load. `isPart` leaves
 * out the title and the ground, for where it is part of a page.
 */
export function chartSvg({ session, participants, path, view }: ChartContent, isPart = false): string {
  const heading = isPart ? 0 : HEADING;
  const valenceTop = heading + AXIS + SHARES + ROW_GAP;
  const arousalTop = valenceTop + AFFECT + ROW_GAP;
  const lanesTop = arousalTop + AFFECT + ROW_GAP;
  const height = lanesTop + participants.length * (LANE_HEIGHT + ROW_GAP) + LEGEND + MARGIN;
  const samples = path.samples(view, PLOT_WIDTH / 2);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"`,
    ` font-family="system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif" font-size="${FONT_SIZE}">`,
    hatching(),
    ...(isPart ? [] : title(session, participants, height)),
    axis(view, heading + AXIS, lanesTop + participants.length * (LANE_HEIGHT + ROW_GAP) - ROW_GAP),
    label(t("everyone"), heading + AXIS + SHARES / 2),
    shares(samples, view, heading + AXIS),
    label(t("reportValence"), valenceTop + AFFECT / 2),
    affectLine(samples.seconds, samples.valence, view, valenceTop),
    label(t("reportArousal"), arousalTop + AFFECT / 2),
    affectLine(samples.seconds, samples.arousal, view, arousalTop),
    ...participants.map((participant, i) => {
      const top = lanesTop + i * (LANE_HEIGHT + ROW_GAP);
      return label(participantName(participant), top + LANE_HEIGHT / 2) + lane(participant.track, view, top);
    }),
    legend(height - LEGEND - MARGIN / 2),
    "</svg>\n",
  ].join("");
}

function title(session: Session, participants: Session["participants"], height: number): string[] {
  const leftOut = session.participants.length - participants.length;
  const moment = fullMoment(session.startedMs);
  return [
    rect(0, 0, WIDTH, height, PAPER),
    text(
      MARGIN,
      34,
      fittedWords(sessionTitle(session), WIDTH - 2 * MARGIN, TITLE_SIZE),
      `font-size="${TITLE_SIZE}" font-weight="600"`,
    ),
    text(MARGIN, 54, leftOut > 0 ? `${moment} · ${plural("reportLeftOut", leftOut)}` : moment, `fill="${SOFT}"`),
  ];
}

function shares(samples: RoomSamples, view: Span, top: number): string {
  const ground = samples.seconds.map(() => 0);
  return STACK.map((expression) => {
    const column = samples.shares[EXPRESSIONS.indexOf(expression)] ?? [];
    const y = (share: number) => round(top + SHARES * (1 - share));
    const d = stretches(column)
      .map((places) => {
        const over = places.map((i) => `${x(samples.seconds[i] ?? 0, view)} ${y((ground[i] ?? 0) + (column[i] ?? 0))}`);
        const under = places.toReversed().map((i) => `${x(samples.seconds[i] ?? 0, view)} ${y(ground[i] ?? 0)}`);
        return `M${[...over, ...under].join("L")}Z`;
      })
      .join("");
    for (const [i, share] of column.entries()) ground[i] = (ground[i] ?? 0) + (share ?? 0);
    const look =
      expression === "neutral"
        ? `fill="${plainColour("calm", SCHEME)}" stroke="${SOFT}"`
        : `fill="${expressionColour(expression, SCHEME)}"`;
    return d && `<path ${look} d="${d}"/>`;
  }).join("");
}

/** Values of −1 … 1 around a line of zero. */
function affectLine(seconds: RoomSamples["seconds"], values: RoomSamples["valence"], view: Span, top: number): string {
  const y = (value: number) => round(top + (AFFECT / 2) * (1 - value));
  const d = stretches(values)
    .map((places) => `M${places.map((i) => `${x(seconds[i] ?? 0, view)} ${y(values[i] ?? 0)}`).join("L")}`)
    .join("");
  return (
    rect(PLOT_LEFT, top + AFFECT / 2, PLOT_WIDTH, 1, SOFT) +
    `<path fill="none" stroke="${INK}" stroke-width="1.5" stroke-linejoin="round" d="${d}"/>`
  );
}

function lane(track: Session["participants"][number]["track"], view: Span, top: number): string {
  const paths = new Map<Exclude<Segment["shows"], null>, string>();
  let symbols = "";
  for (const run of runs(track, view, PLOT_WIDTH)) {
    const { x: left, width, shows } = run;
    if (shows === null) continue;
    const begin = calmTop(shows);
    const bar = `M${round(PLOT_LEFT + left)} ${top + begin}h${round(barWidth(run))}V${top + LANE_HEIGHT}H${round(PLOT_LEFT + left)}Z`;
    paths.set(shows, (paths.get(shows) ?? "") + bar);
    const path = runSymbol(run);
    if (path) symbols += symbol(path, PLOT_LEFT + left + width / 2, top + LANE_HEIGHT / 2 + 1, SYMBOL_SIDE);
  }
  const bars = [...paths].map(
    ([shows, d]) =>
      `<path fill="${shows === "not-sure" ? "url(#not-sure)" : expressionColour(shows, SCHEME)}" d="${d}"/>`,
  );
  return rect(PLOT_LEFT, top + LANE_HEIGHT - 1, PLOT_WIDTH, 1, LINE) + bars.join("") + symbols;
}

function axis(view: Span, top: number, bottom: number): string {
  const length = view.to - view.from;
  const step = TIME_STEPS.find((tick) => length / tick <= MOST_TICKS) ?? length / MOST_TICKS;
  let drawn = "";
  for (let second = Math.ceil(view.from / step) * step; second <= view.to; second += step) {
    const at = x(second, view);
    drawn += `<path stroke="${LINE}" d="M${at} ${top - 6}V${bottom}"/>`;
    drawn += text(at, top - 12, clock(second), `fill="${SOFT}" font-size="12" text-anchor="middle"`);
  }
  return drawn;
}

function legend(top: number): string {
  const items = EXPRESSIONS.map((expression, i) => {
    const left = MARGIN + i * ((WIDTH - 2 * MARGIN) / (EXPRESSIONS.length + 1));
    return (
      `<circle cx="${left + 11}" cy="${top + 22}" r="11" fill="${expressionColour(expression, SCHEME)}"/>` +
      symbol(EXPRESSION_SYMBOLS[expression], left + 11, top + 22, 19) +
      text(left + 30, top + 27, expressionLabel(expression), `fill="${SOFT}"`)
    );
  });
  const last = MARGIN + EXPRESSIONS.length * ((WIDTH - 2 * MARGIN) / (EXPRESSIONS.length + 1));
  const notSure =
    rect(last, top + 13, 22, 18, "url(#not-sure)") + text(last + 30, top + 27, t("contentNotSure"), `fill="${SOFT}"`);
  return items.join("") + notSure;
}

function symbol(path: string, centreX: number, centreY: number, side: number): string {
  const scale = round(side / SYMBOL_SIZE);
  return (
    `<path fill="none" stroke="${PAPER}" stroke-width="${SYMBOL_STROKE}" stroke-linecap="round" stroke-linejoin="round"` +
    ` transform="translate(${round(centreX - side / 2)} ${round(centreY - side / 2)}) scale(${scale})" d="${path}"/>`
  );
}

function hatching(): string {
  return (
    `<defs><pattern id="not-sure" width="6" height="6" patternUnits="userSpaceOnUse">` +
    rect(0, 0, 6, 6, plainColour("track", SCHEME)) +
    `<path stroke="${SOFT}" d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5"/></pattern></defs>`
  );
}

function label(words: string, middle: number): string {
  return text(MARGIN, middle + 4, fittedWords(words, LABEL_WIDTH - LABEL_GAP, FONT_SIZE), `fill="${INK}"`);
}

function text(left: number, baseline: number, words: string, attributes: string): string {
  return `<text x="${left}" y="${baseline}" unicode-bidi="plaintext" ${attributes}>${escaped(words)}</text>`;
}

function rect(left: number, top: number, width: number, height: number, fill: string): string {
  return `<rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" fill="${fill}"/>`;
}

/** A name is text, whatever is in it; what XML cannot hold goes. */
function escaped(words: string): string {
  return words
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function x(second: number, { from, to }: Span): number {
  // The first and the last stretch begin and end beyond the view.
  const seen = Math.max(from, Math.min(to, second));
  return round(PLOT_LEFT + (PLOT_WIDTH * (seen - from)) / Math.max(1, to - from));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
