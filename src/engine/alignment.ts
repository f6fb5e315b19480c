import canonicalFace from "./canonical-face.json" with { type: "json" };
import type { FacePoints } from "./face.ts";
import type { Point } from "./geometry.ts";

/** Width and height of an aligned face, in pixels. */
export const CROP_SIZE = canonicalFace.size;

/** Rotation, uniform scale and translation: `x' = a·x − b·y + tx`, `y' = b·x + a·y + ty`. */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

const ALIGNED = ["rightEye", "leftEye", "nose", "mouth"] as const;

/** Where these points lie in the aligned crop, in its pixels. */
const CANONICAL: readonly Point[] = ALIGNED.map((name) => {
  const [x = 0, y = 0] = canonicalFace.points[name];
  return { x: x * CROP_SIZE, y: y * CROP_SIZE };
});

/** The map from pixels of the picture to pixels of the face's aligned crop. `training/align.py` computes the same. */
export function alignment(points: FacePoints): Similarity {
  return fitSimilarity(
    ALIGNED.map((name) => points[name]),
    CANONICAL,
  );
}

/**
 * Least-squares similarity that takes the source points to the target points, in closed form: with both sets centred,
 * a + ib = Σ conj(s)·t / Σ |s|² over the points as complex numbers.
 */
export function fitSimilarity(source: readonly Point[], target: readonly Point[]): Similarity {
  const from = mean(source);
  const to = mean(target);
  let real = 0;
  let imaginary = 0;
  let norm = 0;
  source.forEach((point, i) => {
    const goal = target[i] ?? to;
    const sx = point.x - from.x;
    const sy = point.y - from.y;
    const tx = goal.x - to.x;
    const ty = goal.y - to.y;
    real += sx * tx + sy * ty;
    imaginary += sx * ty - sy * tx;
    norm += sx * sx + sy * sy;
  });
  const a = real / norm;
  const b = imaginary / norm;
  return { a, b, tx: to.x - a * from.x + b * from.y, ty: to.y - b * from.x - a * from.y };
}

export function invert({ a, b, tx, ty }: Similarity): Similarity {
  const norm = a * a + b * b;
  return { a: a / norm, b: -b / norm, tx: -(a * tx + b * ty) / norm, ty: (b * tx - a * ty) / norm };
}

/** How much a similarity enlarges. */
export function scaleOf({ a, b }: Similarity): number {
  return Math.hypot(a, b);
}

function mean(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
