import { type Detection, FaceDetector as MediaPipeFaceDetector } from "@mediapipe/tasks-vision";
import { fetchAsset } from "./assets.ts";
import { EngineError } from "./errors.ts";
import type { Face, FacePoints } from "./face.ts";
import type { Box } from "./geometry.ts";
import { type GreyImage, toRgba } from "./grey-image.ts";

const MODEL = "face_detection_full_range_sparse.tflite";
const LOADER = "vision_wasm_module_internal.js";
const BINARY = "vision_wasm_module_internal.wasm";

/** Least score, 0 … 1, of what counts as a face: MediaPipe's own default. */
const LEAST_SCORE = 0.5;

/** Finds faces in a picture. Holds WebAssembly memory until closed. */
export interface FaceDetector {
  detect(image: GreyImage): readonly Face[];
  close(): void;
}

/** MediaPipe's loader leaves its factory here, and its tasks take it from here, once each. */
const scope = globalThis as { ModuleFactory?: unknown; Module?: unknown };
let moduleFactory: unknown;

/** @param assets URL of the folder with MediaPipe's WASM and the model; ends in "/". */
export async function createFaceDetector(assets: string): Promise<FaceDetector> {
  const model = await fetchAsset(assets + MODEL);
  const log: string[] = [];
  try {
    if (moduleFactory === undefined) {
      // A module is evaluated only once: the factory is kept for later detectors.
      await import(assets + LOADER);
      moduleFactory = scope.ModuleFactory;
    }
    scope.ModuleFactory = moduleFactory;
    // What the native code has to say is not for the console.
    scope.Module = { print: (line: string) => log.push(line), printErr: (line: string) => log.push(line) };
    const detector = await MediaPipeFaceDetector.createFromOptions(
      { wasmLoaderPath: "", wasmBinaryPath: assets + BINARY },
      {
        baseOptions: { modelAssetBuffer: new Uint8Array(model), delegate: "CPU" },
        runningMode: "IMAGE",
        minDetectionConfidence: LEAST_SCORE,
      },
    );
    return { detect: (image) => detect(detector, image), close: () => detector.close() };
  } catch (error) {
    throw new EngineError(
      "detector-failed",
      "The face detector could not be started. Reload the page or the extension; if that does not help, install it again.",
      { cause: new Error([String(error), ...log].join("\n")) },
    );
  }
}

function detect(detector: MediaPipeFaceDetector, image: GreyImage): readonly Face[] {
  const { width, height } = image;
  try {
    const { detections } = detector.detect(new ImageData(toRgba(image), width, height));
    return detections.flatMap((detection) => toFace(detection, width, height) ?? []);
  } catch (error) {
    throw new EngineError("detector-failed", "The face detector failed on a picture. Start the reading again.", {
      cause: error,
    });
  }
}

/** MediaPipe's key points are shares of the picture, in the order of the model's outputs; ears follow. */
function toFace({ boundingBox, keypoints }: Detection, width: number, height: number): Face | null {
  const [rightEye, leftEye, nose, mouth] = keypoints.map(({ x, y }) => ({ x: x * width, y: y * height }));
  if (!boundingBox || !rightEye || !leftEye || !nose || !mouth) return null;
  const points: FacePoints = { rightEye, leftEye, nose, mouth };
  const box = { x: boundingBox.originX, y: boundingBox.originY, width: boundingBox.width, height: boundingBox.height };
  return { box: within(box, width, height), points };
}

function within(box: Box, width: number, height: number): Box {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  return { x, y, width: Math.min(width, box.x + box.width) - x, height: Math.min(height, box.y + box.height) - y };
}
