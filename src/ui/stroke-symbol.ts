import type { Point } from "../engine/geometry.ts";
import { SYMBOL_SIZE, SYMBOL_STROKE } from "./symbols.ts";

/** Draws a symbol's lines on a canvas, in a square of such a side around a point. */
export function strokeSymbol(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  path: string,
  centre: Point,
  side: number,
  colour: string,
): void {
  context.save();
  context.translate(centre.x - side / 2, centre.y - side / 2);
  context.scale(side / SYMBOL_SIZE, side / SYMBOL_SIZE);
  context.strokeStyle = colour;
  context.lineWidth = SYMBOL_STROKE;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.stroke(new Path2D(path));
  context.restore();
}
