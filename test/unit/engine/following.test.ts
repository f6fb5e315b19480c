import { expect, test } from "vitest";
import type { Face } from "../../../src/engine/face.ts";
import { FaceTemplate } from "../../../src/engine/following.ts";
import { drawnFace, emptyRoom } from "./drawn-face.ts";

test("a face that wanders is followed to within half a pixel, without errors adding up", () => {
  const start = drawnFace(50, 30);
  const template = new FaceTemplate(start.image, start);
  let last: Face = start;
  for (let step = 1; step <= 12; step++) {
    const now = drawnFace(50 + 3.3 * step, 30 - 1.7 * step);
    const found = template.follow(now.image, last);
    if (!found) throw new Error(`lost at step ${step}`);
    expect(Math.abs(found.points.nose.x - now.points.nose.x)).toBeLessThan(0.5);
    expect(Math.abs(found.points.nose.y - now.points.nose.y)).toBeLessThan(0.5);
    last = found;
  }
});

test("nothing is found where the face has left", () => {
  const start = drawnFace(50, 30);
  expect(new FaceTemplate(start.image, start).follow(emptyRoom(), start)).toBeNull();
});

test("a black or white picture holds no face", () => {
  const start = drawnFace(50, 30);
  const template = new FaceTemplate(start.image, start);
  for (const level of [0, 255]) {
    const pixels = new Uint8Array(start.image.pixels.length).fill(level);
    expect(template.follow({ ...start.image, pixels }, start)).toBeNull();
  }
});

test("a leap beyond reach is not followed", () => {
  const start = drawnFace(30, 30);
  const far = drawnFace(80, 30);
  expect(new FaceTemplate(start.image, start).follow(far.image, start)).toBeNull();
});

test("a face that changes too much is left to the detector", () => {
  const start = drawnFace(50, 30);
  const changed = drawnFace(50, 30, 1);
  expect(new FaceTemplate(start.image, start).follow(changed.image, start)).toBeNull();
});
