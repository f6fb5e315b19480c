// The engine's face detector in a page that `key-points.ts` drives.

import { cut } from "../src/engine/crop.ts";
import type { Face, FacePoints } from "../src/engine/face.ts";
import { createFaceDetector } from "../src/engine/face-detector.ts";
import type { Point } from "../src/engine/geometry.ts";
import type { GreyImage } from "../src/engine/grey-image.ts";

/** A grey picture as JSON can carry it: its pixels in base64. */
export interface EncodedImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: string;
}

/** The key points of the largest face in each picture, in its pixels; null where there is none. */
export type FindFaces = (pictures: readonly EncodedImage[]) => readonly (FacePoints | null)[];

/** How much pictures are enlarged: the detector knows faces in rooms seen by cameras, not thumbnails. */
const ENLARGED = 4;

const detector = await createFaceDetector(`${location.origin}/assets/`);

const findFaces: FindFaces = (pictures) =>
  pictures.map(({ width, height, pixels }) => {
    const image = enlarge({ width, height, pixels: Uint8Array.from(atob(pixels), (byte) => byte.charCodeAt(0)) });
    // A face that fills its picture is found better with a border around it, a smaller one without.
    const surrounded = detector.detect(image, true);
    const faces = surrounded.length > 0 ? surrounded : detector.detect(image, false);
    const [largest] = [...faces].sort((one, other) => area(other) - area(one));
    return largest ? shrink(largest.points) : null;
  });

Object.assign(globalThis, { findFaces });

function enlarge(image: GreyImage): GreyImage {
  const width = image.width * ENLARGED;
  const height = image.height * ENLARGED;
  const levels = cut(image, { a: 1, b: 0, tx: 0, ty: 0 }, { x: 0, y: 0, width, height, step: 1 / ENLARGED });
  return { width, height, pixels: Uint8ClampedArray.from(levels) };
}

function shrink({ rightEye, leftEye, nose, mouth }: FacePoints): FacePoints {
  const small = ({ x, y }: Point): Point => ({ x: x / ENLARGED, y: y / ENLARGED });
  return { rightEye: small(rightEye), leftEye: small(leftEye), nose: small(nose), mouth: small(mouth) };
}

function area({ box }: Face): number {
  return box.width * box.height;
}
