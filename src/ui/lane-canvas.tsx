import { useLayoutEffect, useRef } from "preact/hooks";
import type { Track } from "../session/session.ts";
import { expressionColour, plainColour, type Scheme } from "./chart-colours.ts";
import { runs } from "./lane.ts";
import { barWidth, calmTop, LANE_HEIGHT, runSymbol, SYMBOL_SIDE } from "./lane-shape.ts";
import { strokeSymbol } from "./stroke-symbol.ts";
import type { Span } from "./view.ts";

export interface LaneCanvasProps {
  readonly track: Track;
  readonly view: Span;
  /** In CSS pixels. */
  readonly width: number;
  readonly scheme: Scheme;
}

/** What one face showed over the time in view. For a screen reader the slider and the table say it in words. */
export function LaneCanvas({ track, view, width, scheme }: LaneCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current && width > 0) draw(canvas.current, track, view, width, scheme);
  }, [track, view, width, scheme]);
  return <canvas ref={canvas} class="lane-canvas" />;
}

function draw(canvas: HTMLCanvasElement, track: Track, view: Span, width: number, scheme: Scheme): void {
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = LANE_HEIGHT * ratio;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(ratio, ratio);
  context.fillStyle = plainColour("hairline", scheme);
  context.fillRect(0, LANE_HEIGHT - 1, width, 1);
  const hatching = hatch(context, scheme);
  for (const run of runs(track, view, width)) {
    if (run.shows === null) continue;
    const top = calmTop(run.shows);
    context.fillStyle =
      run.shows === "not-sure" ? (hatching ?? plainColour("track", scheme)) : expressionColour(run.shows, scheme);
    context.fillRect(run.x, top, barWidth(run), LANE_HEIGHT - top);
    const symbol = runSymbol(run);
    const centre = { x: run.x + run.width / 2, y: LANE_HEIGHT / 2 + 1 };
    if (symbol) strokeSymbol(context, symbol, centre, SYMBOL_SIDE, plainColour("paper", scheme));
  }
}

const hatches = new Map<Scheme, CanvasPattern | null>();

/** Lines that rise to the right: not sure. */
function hatch(context: CanvasRenderingContext2D, scheme: Scheme): CanvasPattern | null {
  const known = hatches.get(scheme) ?? makeHatch(context, scheme);
  hatches.set(scheme, known);
  return known;
}

function makeHatch(context: CanvasRenderingContext2D, scheme: Scheme): CanvasPattern | null {
  const side = 6;
  const tile = new OffscreenCanvas(side, side);
  const pen = tile.getContext("2d");
  if (!pen) return null;
  // Drawn so small that the lines run together, it is still no gap.
  pen.fillStyle = plainColour("track", scheme);
  pen.fillRect(0, 0, side, side);
  pen.strokeStyle = plainColour("inkSoft", scheme);
  pen.lineWidth = 1;
  pen.beginPath();
  for (const x of [-side, 0, side]) {
    pen.moveTo(x, side);
    pen.lineTo(x + side, 0);
  }
  pen.stroke();
  return context.createPattern(tile, "repeat");
}
