import { beforeAll, expect, test } from "vitest";
import { compiledKernels } from "../../../scripts/compile-kernels.mjs";
import { detectorWeights } from "../../../scripts/detector-weights.mjs";
import { DetectionNetwork } from "../../../src/engine/detection-network.ts";
import { type FaceDetector, faceDetector } from "../../../src/engine/face-detector.ts";
import { iou } from "../../../src/engine/geometry.ts";
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
