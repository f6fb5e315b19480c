import { useLayoutEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { EXPRESSIONS } from "../engine/expression.ts";
import { expressionColour, plainColour, type Scheme } from "../ui/chart-colours.ts";
import { clock } from "../ui/dates.ts";
import { strokeSymbol } from "../ui/stroke-symbol.ts";
import { EXPRESSION_SYMBOLS } from "../ui/symbols.ts";
import type { Span } from "../ui/view.ts";
import { STACK, TIME_STEPS } from "./chart-shape.ts";
import type { RoomPath, RoomSamples } from "./room-path.ts";
import { highestPlace } from "./stretches.ts";

/** In CSS pixels; the first with the time axis above it. */
const SHARES_HEIGHT = 148;
const AFFECT_HEIGHT = 56;
const AXIS_HEIGHT = 28;

/** The axis's first and last words stand half beside the plot, which the labels and the page's edge leave room for. */
const GUTTER = 24;
const NARROW_GUTTER = 14;
const NARROW = 480;

const LEAST_TICK_DISTANCE = 72;
const SYMBOL_SIDE = 20;

interface RoomChartProps {
  readonly path: RoomPath;
  readonly view: Span;
  readonly width: number;
  readonly scheme: Scheme;
}

/** What all faces shown together showed, as shares stacked upon each other, under the axis of time. */
export function SharesChart(props: RoomChartProps) {
  return <Chart key={props.scheme} {...props} height={SHARES_HEIGHT} columns={stacked} options={sharesOptions} />;
}

/** The room's valence, around a line of zero. */
export function ValenceChart(props: RoomChartProps) {
  return (
    <Chart key={props.scheme} {...props} height={AFFECT_HEIGHT} columns={valenceColumns} options={affectOptions} />
  );
}

/** The room's arousal, around a line of zero. */
export function ArousalChart(props: RoomChartProps) {
  return (
    <Chart key={props.scheme} {...props} height={AFFECT_HEIGHT} columns={arousalColumns} options={affectOptions} />
  );
}

interface ChartProps extends RoomChartProps {
  readonly height: number;
  readonly columns: (samples: RoomSamples) => uPlot.AlignedData;
  readonly options: (scheme: Scheme) => Omit<uPlot.Options, "width" | "height">;
}

function Chart({ path, view, width, scheme, height, columns, options }: ChartProps) {
  const gutter = width < NARROW ? NARROW_GUTTER : GUTTER;
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  useLayoutEffect(() => {
    if (!place.current || width === 0) return;
    chart.current = new uPlot(
      { ...options(scheme), width: width + 2 * gutter, height, padding: [0, gutter, 0, gutter] },
      undefined,
      place.current,
    );
    return () => chart.current?.destroy();
  }, [scheme, width, height, gutter, options]);
  useLayoutEffect(() => {
    // Two pixels a sample: more could not be told apart.
    const data = columns(path.samples(view, width / 2));
    chart.current?.batch((plot: uPlot) => {
      plot.setData(data, false);
      plot.setScale("x", { min: view.from, max: view.to });
    });
  }, [path, view, width, columns]);
  return <div ref={place} class="room-chart" style={{ height: `${height}px`, marginInline: `${-gutter}px` }} />;
}

function stacked({ seconds, shares }: RoomSamples): uPlot.AlignedData {
  const ground = seconds.map(() => 0);
  const layers = STACK.map((expression) => {
    const column = shares[EXPRESSIONS.indexOf(expression)] ?? [];
    return column.map((share, i) => {
      ground[i] = (ground[i] ?? 0) + (share ?? 0);
      return share === null ? null : ground[i];
    });
  });
  // uPlot draws in order: the highest first, each lower one over it.
  return [[...seconds], ...layers.reverse()] as uPlot.AlignedData;
}

function valenceColumns({ seconds, valence }: RoomSamples): uPlot.AlignedData {
  return [[...seconds], [...valence]];
}

function arousalColumns({ seconds, arousal }: RoomSamples): uPlot.AlignedData {
  return [[...seconds], [...arousal]];
}

function sharesOptions(scheme: Scheme): Omit<uPlot.Options, "width" | "height"> {
  return {
    ...plainOptions({ y: [0, 1] }),
    axes: [
      {
        side: 0,
        size: AXIS_HEIGHT,
        incrs: TIME_STEPS,
        space: LEAST_TICK_DISTANCE,
        font: `12px ${getComputedStyle(document.body).fontFamily}`,
        stroke: plainColour("inkSoft", scheme),
        grid: { show: false },
        ticks: { stroke: plainColour("hairline", scheme), size: 6, width: 1 },
        values: (_, ticks) => ticks.map(clock),
      },
      { show: false },
    ],
    series: [
      {},
      ...STACK.toReversed().map((expression) => ({
        ...(expression === "neutral"
          ? // An edge tells so pale an area from none.
            { fill: plainColour("calm", scheme), stroke: plainColour("inkSoft", scheme), width: 1 }
          : { fill: expressionColour(expression, scheme), width: 0 }),
        points: { show: false },
      })),
    ],
    hooks: { draw: [(plot) => drawSymbols(plot, scheme)] },
  };
}

function affectOptions(scheme: Scheme): Omit<uPlot.Options, "width" | "height"> {
  return {
    ...plainOptions({ y: [-1, 1] }),
    axes: [{ show: false }, { show: false }],
    series: [{}, { stroke: plainColour("ink", scheme), width: 1.5, points: { show: false } }],
    hooks: { drawClear: [(plot) => drawZero(plot, scheme)] },
  };
}

function plainOptions({ y }: { y: [number, number] }): Pick<uPlot.Options, "legend" | "cursor" | "scales"> {
  return {
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, auto: false }, y: { auto: false, range: y } },
  };
}

/** Each expression's symbol where its area is highest, if there is room for it. */
function drawSymbols(plot: uPlot, scheme: Scheme): void {
  const side = SYMBOL_SIDE * devicePixelRatio;
  const reach = plot.posToVal(side / 2, "x", true) - plot.posToVal(0, "x", true);
  for (let series = 2; series < plot.data.length; series++) {
    const expression = STACK[STACK.length - series];
    const top = plot.data[series];
    const below = plot.data[series + 1];
    if (!expression || !top) continue;
    const place = highestPlace(plot.data[0], top, below, reach);
    if (!place) continue;
    const high = plot.valToPos(place.top, "y", true);
    const low = plot.valToPos(place.bottom, "y", true);
    if (low - high < side) continue;
    const x = plot.valToPos(plot.data[0][place.at] ?? 0, "x", true);
    if (x < plot.bbox.left + side / 2 || x > plot.bbox.left + plot.bbox.width - side / 2) continue;
    const centre = { x, y: (high + low) / 2 };
    strokeSymbol(plot.ctx, EXPRESSION_SYMBOLS[expression], centre, side, plainColour("paper", scheme));
  }
}

function drawZero(plot: uPlot, scheme: Scheme): void {
  const { left, width } = plot.bbox;
  const y = Math.round(plot.valToPos(0, "y", true));
  plot.ctx.fillStyle = plainColour("inkSoft", scheme);
  plot.ctx.fillRect(left, y, width, devicePixelRatio);
}
