import { useLayoutEffect, useRef } from "preact/hooks";
import type { Track } from "../session/session.ts";
import type { Span } from "../session/summary.ts";
import { expressionColour, plainColour, type Scheme } from "./chart-colours.ts";
import { type Run, runs } from "./lane.ts";
import { calmTop, LANE_HEIGHT, LEAST_SYMBOL_WIDTH, SYMBOL_SIDE } from "./lane-shape.ts";
import { expressionSymbol, SYMBOL_SIZE, SYMBOL_STROKE } from "./symbols.ts";

interface LaneCanvasProps {
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
    // A hair of paper between neighbours, once there is room for it.
    context.fillRect(run.x, top, Math.max(run.width > 6 ? run.width - 1 : run.width, 0.75), LANE_HEIGHT - top);
    if (run.width >= LEAST_SYMBOL_WIDTH) drawSymbol(context, run, scheme);
  }
}

function drawSymbol(context: CanvasRenderingContext2D, { shows, x, width }: Run, scheme: Scheme): void {
  if (shows === null || shows === "not-sure" || shows === "neutral") return;
  context.save();
  context.translate(x + width / 2, LANE_HEIGHT / 2 + 1);
  context.scale(SYMBOL_SIDE / SYMBOL_SIZE, SYMBOL_SIDE / SYMBOL_SIZE);
  context.translate(-SYMBOL_SIZE / 2, -SYMBOL_SIZE / 2);
  context.strokeStyle = plainColour("paper", scheme);
  context.lineWidth = SYMBOL_STROKE;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.stroke(new Path2D(expressionSymbol(shows)));
  context.restore();
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
