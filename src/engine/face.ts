import type { Box, Point, Size } from "./geometry.ts";

/** The four points a face is aligned by. "Right" and "left" are the person's own. */
export interface FacePoints {
  readonly rightEye: Point;
  readonly leftEye: Point;
  readonly nose: Point;
  readonly mouth: Point;
}

/** A face in a picture, in the picture's pixels. */
export interface Face {
  readonly box: Box;
  readonly points: FacePoints;
}

/** The face moved, its size and turn unchanged. */
export function moved(face: Face, dx: number, dy: number): Face {
  return mapped(face, 1, ({ x, y }) => ({ x: x + dx, y: y + dy }));
}

/** The face in a picture so many times as large. */
export function scaled(face: Face, scale: number): Face {
  return mapped(face, scale, ({ x, y }) => ({ x: x * scale, y: y * scale }));
}

/** The face with its box cut off at the picture's edges. */
export function within({ box, points }: Face, { width, height }: Size): Face {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  const right = Math.min(width, box.x + box.width);
  const bottom = Math.min(height, box.y + box.height);
  return { box: { x, y, width: right - x, height: bottom - y }, points };
}

function mapped({ box, points }: Face, scale: number, map: (point: Point) => Point): Face {
  const { rightEye, leftEye, nose, mouth } = points;
  return {
    box: { ...map(box), width: box.width * scale, height: box.height * scale },
    points: { rightEye: map(rightEye), leftEye: map(leftEye), nose: map(nose), mouth: map(mouth) },
  };
}
