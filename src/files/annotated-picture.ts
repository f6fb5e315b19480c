import type { Point, Size } from "../engine/geometry.ts";
import type { Reading } from "../engine/reading.ts";
import { expressionColour } from "../ui/chart-colours.ts";
import { platePlace } from "../ui/plate-place.ts";
import { strokeSymbol } from "../ui/stroke-symbol.ts";
import { EXPRESSION_SYMBOLS, STATE_SYMBOLS, SYMBOL_SIZE, SYMBOL_STROKE } from "../ui/symbols.ts";
import type { Frame } from "./media-file.ts";

/** The longest side a browser's canvas can have for certain, in pixels. */
const LONGEST_SIDE = 8192;
/** Boxes and plates are as large as on a picture of so many pixels along its longer side. */
const DRAWN_FOR = 1000;

// The plate's shape, in the units above: that of src/ui/plate-styles.ts.
const PLATE_HEIGHT = 28;
const SYMBOL_SIDE = 20;
const FONT = "BlinkMacSystemFont, 'Segoe UI', Roboto, 'Noto Sans', Cantarell, Ubuntu, 'Liberation Sans', sans-serif";

type Context = OffscreenCanvasRenderingContext2D;

/**
 * The picture with its faces' boxes and what they show, as a PNG.
 * @param size the picture's.
 * @param labelOf what stands beside a face.
 */
export async function annotatedPicture(
  image: Frame["image"],
  size: Size,
  readings: readonly Reading[],
  labelOf: (reading: Reading) => string,
): Promise<Blob> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(size.width, size.height));
  // Of a picture that is a line, something is left.
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const canvas = new OffscreenCanvas(side(size.width), side(size.height));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The browser has no canvas to draw on.");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const unit = Math.max(canvas.width, canvas.height) / DRAWN_FOR;
  context.scale(unit, unit);
  const frame = { width: canvas.width / unit, height: canvas.height / unit };
  for (const reading of readings) drawFace(context, reading, labelOf(reading), scale / unit, frame);
  return canvas.convertToBlob({ type: "image/png" });
}

function drawFace(context: Context, reading: Reading, words: string, scale: number, frame: Size): void {
  const { x, y, width, height } = reading.box;
  const box = { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
  for (const [style, line] of [
    ["rgb(0 0 0 / 45%)", 4],
    ["#fff", 2],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = line;
    context.beginPath();
    context.roundRect(box.x, box.y, box.width, box.height, Math.min(12, box.width / 4));
    context.stroke();
  }
  context.font = `500 13px ${FONT}`;
  const plateWidth = 5 + SYMBOL_SIDE + 6 + context.measureText(words).width + 10;
  const { x: left, y: top } = platePlace(box, { width: plateWidth, height: PLATE_HEIGHT }, frame);
  context.fillStyle = "rgb(25 24 23 / 82%)";
  context.beginPath();
  context.roundRect(left, top, plateWidth, PLATE_HEIGHT, PLATE_HEIGHT / 2);
  context.fill();
  drawSymbol(context, reading, { x: left + 5 + SYMBOL_SIDE / 2, y: top + PLATE_HEIGHT / 2 });
  context.fillStyle = "#f1eee9";
  context.textBaseline = "middle";
  context.fillText(words, left + 5 + SYMBOL_SIDE + 6, top + PLATE_HEIGHT / 2 + 1);
}

/** On a disc or, where it is not sure, in a ring: as `src/ui/draw-symbol.ts` has it. */
function drawSymbol(context: Context, { dominant, doubt }: Reading, centre: Point): void {
  const unit = SYMBOL_SIDE / SYMBOL_SIZE;
  context.beginPath();
  context.arc(centre.x, centre.y, (SYMBOL_SIZE / 2 - 0.75) * unit, 0, 2 * Math.PI);
  if (doubt === null) {
    context.fillStyle = expressionColour(dominant, "dark");
    context.fill();
    strokeSymbol(context, EXPRESSION_SYMBOLS[dominant], centre, SYMBOL_SIDE, "#191817");
  } else {
    context.strokeStyle = "#f1eee9";
    context.lineWidth = SYMBOL_STROKE * unit;
    context.stroke();
    strokeSymbol(context, STATE_SYMBOLS.notSure, centre, SYMBOL_SIDE, "#f1eee9");
  }
}
