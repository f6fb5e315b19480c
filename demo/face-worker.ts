// Draws one participant's camera: a composite face that moves, in front of a room.

import { EXPRESSIONS, type Expression } from "../src/engine/expression.ts";
import { mixAt, poseAt } from "./face-animation.ts";
import type { ToFaceWorker } from "./face-camera.ts";
import { drawPerson, FACE_SIZE } from "./face-drawing.ts";
import { drawRoom, LOOKS } from "./room-drawing.ts";

/** As a camera in a call gives it. */
const WIDTH = 640;
const HEIGHT = 360;
const FRAMES_PER_SECOND = 15;

const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
let on = true;

addEventListener("message", async ({ data }: MessageEvent<ToFaceWorker>) => {
  if (data.type === "on") on = data.on;
  else await play(data);
});

async function play({ frames, face, steps }: Extract<ToFaceWorker, { type: "open" }>): Promise<void> {
  const faces = await loadFaces(face);
  const look = LOOKS[face % LOOKS.length];
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context || !look) throw new Error("There is nothing to draw the demo's participants with.");
  const room = drawRoom(look, WIDTH, HEIGHT);
  const writer = frames.getWriter();
  const startMs = performance.now();
  setInterval(() => {
    // The writer's desired size is what it has room for: a frame that must wait is better not made.
    if (!on || (writer.desiredSize ?? 0) <= 0) return;
    const timeMs = performance.now() - startMs;
    const pose = poseAt(face, timeMs / 1000);
    const { from, to, share } = mixAt(steps, timeMs / 1000);
    context.drawImage(room, 0, 0);
    context.save();
    context.translate(WIDTH / 2 + pose.x * FACE_SIZE, HEIGHT * 0.46 + pose.y * FACE_SIZE);
    context.scale(pose.scale, pose.scale);
    drawPerson(context, look, {
      from: faces.get(from),
      to: faces.get(to),
      share,
      turn: pose.turn,
      // There are more participants than composite people: the others are their mirror images.
      mirrored: face % 2 === 1,
    });
    context.restore();
    void writer.write(new VideoFrame(canvas, { timestamp: timeMs * 1000 }));
  }, 1000 / FRAMES_PER_SECOND);
}

/** One picture of each expression, all of the same composite person. */
async function loadFaces(face: number): Promise<ReadonlyMap<Expression, ImageBitmap>> {
  const files: Record<Expression, string[]> = await (await fetch("faces/index.json")).json();
  const pictures = EXPRESSIONS.map(async (expression) => {
    const variants = files[expression];
    const file = variants[face % variants.length];
    if (!file) throw new Error(`There is no composite face for ${expression}.`);
    const picture = await createImageBitmap(await (await fetch(`faces/${file}`)).blob());
    return [expression, picture] as const;
  });
  return new Map(await Promise.all(pictures));
}
