import type { FacePoints } from "./face.ts";
import { distance, type Point, type Size } from "./geometry.ts";
import type { Doubt } from "./reading.ts";

/** Why a picture of a face cannot be read with certainty. */
export type PictureDoubt = Exclude<Doubt, "ambiguous">;

export interface Quality {
  /** 0 unreadable … 1 nothing to wish for: the least of size, light, contrast, frontality and what the picture's edge leaves. */
  readonly value: number;
  /** The first gate the picture fails, or null. */
  readonly doubt: PictureDoubt | null;
}

/**
 * Between the eyes of an aligned face lie 18 of its 48 pixels. A face in the picture with fewer has to be enlarged; at half of
 * them three quarters of the crop is guessed.
 */
const FULL_EYE_DISTANCE_PX = 18;
const LEAST_EYE_DISTANCE_PX = FULL_EYE_DISTANCE_PX / 2;

/**
 * How far the mouth lies beyond the picture's edge, in eye distances; less than 0: within. A detector finds faces without it, and
 * without it a smile is neutral. Of 400 of PublicTest's faces cut below the nose or the mouth, nine in ten sure readings were right
 * where it lay within, 87 % up to the first tenth beyond, then 78, 72, 71 and less; three tenths within, as many as of whole faces
 * (docs/measurements.md).
 */
const FULL_CUT = -0.3;
const MOST_CUT = 0.1;

// The gates below leave out what 99 % of FER-2013's faces, which the model was trained on, do not reach; "full" is what 95 % do.

/** Mean grey level of the aligned face, 0 … 255. */
const FULL_BRIGHTNESS = 73;
const LEAST_BRIGHTNESS = 48;
/** Standard deviation of the aligned face's grey levels. */
const FULL_CONTRAST = 32;
const LEAST_CONTRAST = 24;
/** How far the nose is off the middle between the eyes, in eye distances, along the line between them. */
const FULL_TURN = 0.3;
const MOST_TURN = 0.5;
/** Where the nose is between the eyes' height (0) and the mouth's (1): lowered heads move it up, raised heads down. */
const MIDDLE_NOD = 0.53;
const FULL_NOD = 0.15;
const MOST_NOD = 0.26;

/** How well a face can be read. `crop` holds the aligned face's grey levels, 0 … 255. */
export function quality(points: FacePoints, crop: Float32Array, picture: Size): Quality {
  const { brightness, contrast } = light(crop);
  const { turn, nod } = pose(points);
  const size = distance(points.rightEye, points.leftEye);
  const parts: readonly { readonly doubt: PictureDoubt; readonly value: number }[] = [
    { doubt: "cut", value: rise(-beyond(points.mouth, picture) / size, -MOST_CUT, -FULL_CUT) },
    { doubt: "small", value: rise(size, LEAST_EYE_DISTANCE_PX, FULL_EYE_DISTANCE_PX) },
    { doubt: "dark", value: rise(brightness, LEAST_BRIGHTNESS, FULL_BRIGHTNESS) },
    { doubt: "dark", value: rise(contrast, LEAST_CONTRAST, FULL_CONTRAST) },
    { doubt: "turned", value: rise(-turn, -MOST_TURN, -FULL_TURN) },
    { doubt: "turned", value: rise(-Math.abs(nod - MIDDLE_NOD), -MOST_NOD, -FULL_NOD) },
  ];
  const value = Math.min(...parts.map((part) => part.value));
  return { value, doubt: parts.find((part) => part.value === 0)?.doubt ?? null };
}

/** How far a point lies outside the picture; less than 0: within, and how far from its edge. */
function beyond({ x, y }: Point, { width, height }: Size): number {
  return Math.max(-x, x - width, -y, y - height);
}

/** Linear from 0 at `least` to 1 at `full`, flat beyond. */
function rise(value: number, least: number, full: number): number {
  return Math.min(1, Math.max(0, (value - least) / (full - least)));
}

function light(crop: Float32Array): { brightness: number; contrast: number } {
  let sum = 0;
  let squares = 0;
  for (const level of crop) {
    sum += level;
    squares += level * level;
  }
  const brightness = sum / crop.length;
  return { brightness, contrast: Math.sqrt(Math.max(0, squares / crop.length - brightness * brightness)) };
}

/** How far the head is turned sideways (0 straight ahead) and nodded, from the nose's place among eyes and mouth. */
function pose({ rightEye, leftEye, nose, mouth }: FacePoints): { turn: number; nod: number } {
  const across = { x: leftEye.x - rightEye.x, y: leftEye.y - rightEye.y };
  const between = { x: (leftEye.x + rightEye.x) / 2, y: (leftEye.y + rightEye.y) / 2 };
  const toNose = { x: nose.x - between.x, y: nose.y - between.y };
  const toMouth = { x: mouth.x - between.x, y: mouth.y - between.y };
  const norm = across.x ** 2 + across.y ** 2;
  const below = ({ x, y }: { x: number; y: number }) => across.x * y - across.y * x;
  return {
    turn: Math.abs(toNose.x * across.x + toNose.y * across.y) / norm,
    nod: below(toNose) / below(toMouth),
  };
}
