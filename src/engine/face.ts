import type { Box, Point } from "./geometry.ts";

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
  const move = ({ x, y }: Point): Point => ({ x: x + dx, y: y + dy });
  const { rightEye, leftEye, nose, mouth } = face.points;
  return {
    box: { ...face.box, ...move(face.box) },
    points: { rightEye: move(rightEye), leftEye: move(leftEye), nose: move(nose), mouth: move(mouth) },
  };
}
