import type { Look } from "./room-drawing.ts";

/** The side of a composite face's square in the camera's picture, in pixels; the face in it is about 150 px tall. */
export const FACE_SIZE = 240;

/** `from` fading into `to`, which has come through by `share` (0 … 1). */
export interface FaceState {
  readonly from: ImageBitmap | undefined;
  readonly to: ImageBitmap | undefined;
  readonly share: number;
  /** In radians. */
  readonly turn: number;
  readonly mirrored: boolean;
}

/** A shape of the drawing, in shares of {@link FACE_SIZE} from the face's middle. */
type Ellipse = readonly [x: number, y: number, radiusX: number, radiusY: number];

const SHOULDERS: Ellipse = [0, 0.92, 0.72, 0.46];
const NECK: Ellipse = [0, 0.36, 0.13, 0.22];
const HAIR: Ellipse = [0, -0.08, 0.315, 0.33];
/** What is seen of the composite: beyond it there is nothing but the average of many backgrounds. */
const FACE: Ellipse = [0, 0, 0.275, 0.345];

const face = new OffscreenCanvas(FACE_SIZE, FACE_SIZE);
const faceContext = face.getContext("2d", { willReadFrequently: true });

/** Draws a head and shoulders; the face's middle is the context's origin. */
export function drawPerson(context: OffscreenCanvasRenderingContext2D, look: Look, state: FaceState): void {
  if (!faceContext) return;
  fillEllipse(context, SHOULDERS, look.clothes);
  context.rotate(state.turn);
  drawHair(context, look);
  fillEllipse(context, NECK, look.neck);
  blendFace(faceContext, look, state);
  if (state.mirrored) context.scale(-1, 1);
  context.drawImage(face, -FACE_SIZE / 2, -FACE_SIZE / 2);
}

/** A cap of hair down to the ears, or longer, as long as the look says. */
function drawHair(context: OffscreenCanvasRenderingContext2D, look: Look): void {
  const [x, y, radiusX, radiusY] = HAIR;
  const [left, right, bottom] = [x - radiusX, x + radiusX, y + look.hairLength];
  const curl = Math.min(look.hairLength, radiusX / 2);
  context.save();
  context.scale(FACE_SIZE, FACE_SIZE);
  context.fillStyle = look.hair;
  context.beginPath();
  context.ellipse(x, y, radiusX, radiusY, 0, Math.PI, 2 * Math.PI);
  context.lineTo(right, bottom - curl);
  context.quadraticCurveTo(right, bottom, right - curl, bottom);
  context.lineTo(left + curl, bottom);
  context.quadraticCurveTo(left, bottom, left, bottom - curl);
  context.fill();
  context.restore();
}

function fillEllipse(context: OffscreenCanvasRenderingContext2D, ellipse: Ellipse, colour: string): void {
  const [x, y, radiusX, radiusY] = ellipse;
  context.fillStyle = colour;
  context.beginPath();
  context.ellipse(x * FACE_SIZE, y * FACE_SIZE, radiusX * FACE_SIZE, radiusY * FACE_SIZE, 0, 0, 2 * Math.PI);
  context.fill();
}

/** The composite faces are grey squares: they get the colour of skin, and an edge that dissolves. */
function blendFace(context: OffscreenCanvasRenderingContext2D, look: Look, { from, to, share }: FaceState): void {
  context.globalCompositeOperation = "copy";
  if (from) context.drawImage(from, 0, 0, FACE_SIZE, FACE_SIZE);
  context.globalCompositeOperation = "source-over";
  context.globalAlpha = share;
  if (to) context.drawImage(to, 0, 0, FACE_SIZE, FACE_SIZE);
  context.globalAlpha = 1;
  context.globalCompositeOperation = "color";
  context.fillStyle = look.skin;
  context.fillRect(0, 0, FACE_SIZE, FACE_SIZE);
  keepEllipse(context, FACE);
}

/** Clears what lies outside, over a soft edge. */
function keepEllipse(context: OffscreenCanvasRenderingContext2D, [x, y, radiusX, radiusY]: Ellipse): void {
  context.save();
  context.globalCompositeOperation = "destination-in";
  context.translate(FACE_SIZE * (0.5 + x), FACE_SIZE * (0.5 + y));
  context.scale(radiusX * FACE_SIZE, radiusY * FACE_SIZE);
  const edge = context.createRadialGradient(0, 0, 0.82, 0, 0, 1);
  edge.addColorStop(0, "#000f");
  edge.addColorStop(1, "#0000");
  context.fillStyle = edge;
  context.fillRect(-4, -4, 8, 8);
  context.restore();
}
