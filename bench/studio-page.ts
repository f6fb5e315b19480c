// Makes the pictures: the same for every contestant, before anything is measured.

import { mixAt, poseAt } from "../demo/face-animation.ts";
import { drawPerson, FACE_SIZE } from "../demo/face-drawing.ts";
import { drawRoom, LOOKS } from "../demo/room-drawing.ts";
import { EXPRESSIONS } from "../src/engine/expression.ts";
import type { Box } from "../src/engine/geometry.ts";

export interface SmallFaces {
  /** PNG, base64. */
  readonly picture: string;
  /** Where its faces are. */
  readonly faces: readonly Box[];
}

/** What pictures.ts calls. Pictures are given as base64. */
export interface Studio {
  /** A film's picture, JPEG: the films side by side, two a row; people are drawn where there are none. */
  frame(films: readonly string[], faces: number, timeS: number): Promise<string>;
  smallFaces(seed: number): Promise<SmallFaces>;
}

const WIDTH = 1280;
const HEIGHT = 720;
const VARIANTS = ["a", "b", "c"];
/** How wide the composites' faces are as drawn, in shares of {@link FACE_SIZE}: the demo shows an ellipse of them. */
const FACE_WIDTH = 0.55;
const FACE_HEIGHT = 0.69;
const SMALL_WIDTHS = [25, 32, 39, 46, 53, 60];
const STEPS = EXPRESSIONS.map((expression) => ({ expression, seconds: 3 }));

const composites = new Map<string, ImageBitmap>();
const videos = new Map<string, HTMLVideoElement>();

const studio: Studio = {
  async frame(films, faces, timeS) {
    const [canvas, context] = picture(WIDTH, HEIGHT);
    const across = faces === 1 ? 1 : 2;
    const [width, height] = [WIDTH / across, HEIGHT / across];
    for (let tile = 0; tile < faces; tile++) {
      context.save();
      context.translate((tile % across) * width, Math.floor(tile / across) * height);
      context.beginPath();
      context.rect(0, 0, width, height);
      context.clip();
      if (films.length > 0) await drawFilm(context, films, tile, faces, timeS, width, height);
      else await drawTile(context, tile, timeS, width, height);
      context.restore();
    }
    return base64(await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 }));
  },
  async smallFaces(seed) {
    const [canvas, context] = picture(1920, 1080);
    const look = LOOKS[seed % LOOKS.length] ?? LOOKS[0];
    if (look) context.drawImage(drawRoom(look, 960, 540), 0, 0, 1920, 1080);
    const faces: Box[] = [];
    for (const [i, width] of SMALL_WIDTHS.entries()) {
      const scale = width / (FACE_WIDTH * FACE_SIZE);
      // Three a row, each somewhere in its own part of the picture.
      const x = 640 * (i % 3) + 160 + ((seed * 137 + i * 71) % 320);
      const y = 540 * Math.floor(i / 3) + 150 + ((seed * 89 + i * 53) % 240);
      await drawAt(context, seed + i, (seed * 5 + i * 4) % 24, x, y, scale);
      const height = FACE_HEIGHT * FACE_SIZE * scale;
      faces.push({ x: x - width / 2, y: y - height / 2, width, height });
    }
    return { picture: await base64(await canvas.convertToBlob({ type: "image/png" })), faces };
  },
};

Object.assign(globalThis, { studio });

function picture(width: number, height: number): [OffscreenCanvas, OffscreenCanvasRenderingContext2D] {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("There is nothing to draw the pictures with.");
  context.fillStyle = "#202428";
  context.fillRect(0, 0, width, height);
  return [canvas, context];
}

/** One film after the other for one face; one each for several. Each as high as the tile. */
async function drawFilm(
  context: OffscreenCanvasRenderingContext2D,
  films: readonly string[],
  tile: number,
  faces: number,
  timeS: number,
  width: number,
  height: number,
): Promise<void> {
  const each = 7.5;
  const which = faces === 1 ? Math.floor(timeS / each) : tile;
  const video = await videoOf(films[which % films.length] ?? "");
  await seek(video, (faces === 1 ? timeS % each : timeS) % (video.duration - 0.1));
  const wide = (height * video.videoWidth) / video.videoHeight;
  context.drawImage(video, (width - wide) / 2, 0, wide, height);
}

async function videoOf(url: string): Promise<HTMLVideoElement> {
  let video = videos.get(url);
  if (!video) {
    video = document.createElement("video");
    video.muted = true;
    video.src = url;
    videos.set(url, video);
    await new Promise((resolve, reject) => {
      video?.addEventListener("loadeddata", resolve, { once: true });
      video?.addEventListener("error", () => reject(new Error(`${url} cannot be played.`)), { once: true });
    });
  }
  return video;
}

async function seek(video: HTMLVideoElement, timeS: number): Promise<void> {
  video.currentTime = timeS;
  await new Promise((resolve) => video.addEventListener("seeked", resolve, { once: true }));
}

async function drawTile(
  context: OffscreenCanvasRenderingContext2D,
  tile: number,
  timeS: number,
  width: number,
  height: number,
): Promise<void> {
  const look = LOOKS[tile % LOOKS.length] ?? LOOKS[0];
  if (look) context.drawImage(drawRoom(look, width, height), 0, 0);
  const { x, y, scale } = poseAt(tile, timeS);
  const size = height / 360;
  await drawAt(context, tile, timeS, width / 2 + x * FACE_SIZE, height * 0.46 + y * FACE_SIZE, scale * size);
}

/** A person whose face has its middle at a place. */
async function drawAt(
  context: OffscreenCanvasRenderingContext2D,
  person: number,
  timeS: number,
  x: number,
  y: number,
  scale: number,
): Promise<void> {
  const look = LOOKS[person % LOOKS.length];
  const variant = VARIANTS[person % VARIANTS.length];
  const { from, to, share } = mixAt(STEPS, timeS);
  const state = {
    from: await composite(`${from}-${variant}`),
    to: await composite(`${to}-${variant}`),
    share,
    turn: poseAt(person, timeS).turn,
    mirrored: person % 2 === 1,
  };
  if (!look) return;
  context.save();
  context.translate(x, y);
  context.scale(scale, scale);
  drawPerson(context, look, state);
  context.restore();
}

async function composite(name: string): Promise<ImageBitmap> {
  const known = composites.get(name);
  if (known) return known;
  const bitmap = await createImageBitmap(await (await fetch(`/faces/${name}.png`)).blob());
  composites.set(name, bitmap);
  return bitmap;
}

function base64(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const file = new FileReader();
    file.onload = () => resolve(String(file.result).replace(/^.*,/, ""));
    file.readAsDataURL(blob);
  });
}
