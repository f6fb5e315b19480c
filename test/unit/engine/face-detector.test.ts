import { beforeAll, expect, test } from "vitest";
import { compiledKernels } from "../../../scripts/compile-kernels.mjs";
import { detectorWeights } from "../../../scripts/detector-weights.mjs";
import { DetectionNetwork } from "../../../src/engine/detection-network.ts";
import { EXPRESSIONS } from "../../../src/engine/expression.ts";
import { type Face, moved } from "../../../src/engine/face.ts";
import { type FaceDetector, faceDetector } from "../../../src/engine/face-detector.ts";
import { iou } from "../../../src/engine/geometry.ts";
import type { GreyImage } from "../../../src/engine/grey-image.ts";
import { Source } from "../../../src/engine/source.ts";
import { detectorScenes } from "../../fixtures/detector-scenes.ts";
import mediapipe from "../../fixtures/mediapipe-detections.json" with { type: "json" };
import { PARITY_FACES } from "../../fixtures/parity.ts";

/** In pixels. MediaPipe shrinks a picture in another way, and surrounds it with more black. */
const TOLERANCE = 4;

let detector: FaceDetector;
beforeAll(async () => {
  const kernels = await WebAssembly.compile(await compiledKernels("detection"));
  detector = faceDetector(await DetectionNetwork.create(kernels, await detectorWeights()));
}, 60_000);

test("the detector finds what MediaPipe's own runtime finds with the same weights, in the same places", () => {
  const overlaps: number[] = [];
  for (const [i, scene] of detectorScenes().entries()) {
    const [expected] = mediapipe.scenes[i] ?? [];
    const [face] = detector.detect(scene, false);
    if (!face || !expected) continue;
    overlaps.push(iou(face.box, expected.box));
    for (const name of ["rightEye", "leftEye", "nose", "mouth"] as const) {
      const [one, other] = [face.points[name], expected.points[name]];
      expect(Math.hypot(one.x - other.x, one.y - other.y), `${name} in scene ${i}`).toBeLessThan(TOLERANCE);
    }
  }
  // MediaPipe finds all but one of them. Scores near a half may fall on the other side.
  expect(overlaps.length).toBeGreaterThanOrEqual(mediapipe.scenes.length - 2);
  expect(Math.min(...overlaps)).toBeGreaterThan(0.65);
  expect(overlaps.sort()[overlaps.length >> 1]).toBeGreaterThan(0.88);
}, 120_000);

test("a face whose chin and forehead are cut off by its picture is found in a search", () => {
  // The inner 32 of 48 pixels.
  const [edge, side] = [8, 32];
  const faces = PARITY_FACES.filter(({ name }) => name.endsWith(", plain"));
  const found = faces.map(({ crop }) => {
    const pixels = Uint8Array.from({ length: side * side }, (_, i) => {
      return crop[(edge + Math.floor(i / side)) * 48 + edge + (i % side)] ?? 0;
    });
    return detector.search({ width: side, height: side, pixels }, true);
  });
  expect(faces).toHaveLength(24);
  expect(found.filter((faces) => faces.length === 1).length).toBeGreaterThanOrEqual(23);
}, 60_000);

test("two who are missed and lead to the same face find it once", () => {
  for (const [i, scene] of detectorScenes().entries()) {
    const [face] = detector.detect(scene, false);
    if (!face) continue;
    const by = face.box.width / 5;
    const found = detector.near(scene, [moved(face, -by, 0), moved(face, by, 0)]);
    expect(found, `in scene ${i}`).toHaveLength(1);
    expect(iou((found[0] as Face).box, face.box)).toBeGreaterThan(0.5);
  }
}, 60_000);

test("a face that comes in over its picture's edge is as wide as can be seen of it, in every picture", () => {
  const model = { version: "", labels: EXPRESSIONS, size: 48, mean: 128, std: 64, temperature: 1, abstainBelow: 0.5 };
  const scene = detectorScenes()[3] as GreyImage;
  const [{ box: whole }] = detector.detect(scene, false) as [Face];
  let detections = 0;
  const detect: FaceDetector["detect"] = (...given) => {
    detections++;
    return detector.detect(...given);
  };
  const source = new Source("tile", { ...detector, detect }, model, () => 1);
  // At first the edge is 40 pixels into the face, in the end five outside.
  for (let step = 0; step <= 9; step++) {
    const from = Math.round(whole.x) + 40 - 5 * step;
    const [sight, ...others] = source.look(fromColumn(scene, from), 100 * step) ?? [];
    expect(others).toEqual([]);
    const { x = -1, width = 0 } = sight?.face.box ?? {};
    expect(Math.abs(x - Math.max(0, whole.x - from)), `left at step ${step}`).toBeLessThan(6);
    expect(Math.abs(x + width - (whole.x + whole.width - from)), `right at step ${step}`).toBeLessThan(6);
  }
  expect(detections, "followed on the way").toBeLessThan(5);
}, 60_000);

/** The scene as a camera shows it that has turned to the right: without its first columns. */
function fromColumn(scene: GreyImage, from: number): GreyImage {
  const width = scene.width - 100;
  const pixels = Uint8Array.from({ length: width * scene.height }, (_, i) => {
    return scene.pixels[Math.floor(i / width) * scene.width + from + (i % width)] ?? 0;
  });
  return { width, height: scene.height, pixels };
}
