import { expect, test } from "vitest";
import { alignment, CROP_SIZE, fitSimilarity, invert, type Similarity } from "../../../src/engine/alignment.ts";
import canonicalFace from "../../../src/engine/canonical-face.json" with { type: "json" };
import type { Point } from "../../../src/engine/geometry.ts";
import trained from "./alignment.json" with { type: "json" };

/**
 * What training/align.py makes of the same points; from the top folder:
 *
 *     python3 -c "
 *     import json, numpy as np; from training.align import canonical_points, similarity
 *     p = np.random.default_rng(1).normal([[100, 80], [140, 84], [121, 104], [118, 122]], 4, (5, 4, 2)).round(2)
 *     print(json.dumps({'points': p.tolist(), 'maps': similarity(p, canonical_points()[1]).tolist()}))
 *     " > test/unit/engine/alignment.json
 */
test("the alignment is the one the model was trained with", () => {
  expect(trained.points).toHaveLength(5);
  for (const [i, points] of trained.points.entries()) {
    const [rightEye, leftEye, nose, mouth] = points.map(([x = 0, y = 0]) => ({ x, y }));
    if (!rightEye || !leftEye || !nose || !mouth) throw new Error("four points each");
    const { a, b, tx, ty } = alignment({ rightEye, leftEye, nose, mouth });
    [a, -b, tx, b, a, ty].forEach((value, j) => {
      expect(value).toBeCloseTo(trained.maps[i]?.flat()[j] ?? Number.NaN, 9);
    });
  }
});

test("a face that is turned, larger and elsewhere lands on the canonical points", () => {
  const place = { a: 2.5 * Math.cos(0.4), b: 2.5 * Math.sin(0.4), tx: 70, ty: -12 };
  const at = ([x = 0, y = 0]: readonly number[]) => apply(place, { x: x * CROP_SIZE, y: y * CROP_SIZE });
  const { rightEye, leftEye, nose, mouth } = canonicalFace.points;
  const points = { rightEye: at(rightEye), leftEye: at(leftEye), nose: at(nose), mouth: at(mouth) };
  const landed = apply(alignment(points), points.nose);
  expect(landed.x).toBeCloseTo(0.5 * CROP_SIZE, 9);
  expect(landed.y).toBeCloseTo(0.606 * CROP_SIZE, 9);
});

test("the inverse takes every point back", () => {
  const source = [
    { x: 3, y: 4 },
    { x: 30, y: 8 },
    { x: 12, y: 29 },
  ];
  const target = [
    { x: 1, y: 2 },
    { x: 9, y: -3 },
    { x: 7, y: 7 },
  ];
  const map = fitSimilarity(source, target);
  const back = apply(invert(map), apply(map, { x: 5, y: 6 }));
  expect(back.x).toBeCloseTo(5, 9);
  expect(back.y).toBeCloseTo(6, 9);
});

function apply({ a, b, tx, ty }: Similarity, { x, y }: Point): Point {
  return { x: a * x - b * y + tx, y: b * x + a * y + ty };
}
