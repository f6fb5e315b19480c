import { type Detection, FaceDetector as MediaPipeFaceDetector } from "@mediapipe/tasks-vision";
import { type Assets, assetUrl, fetchAsset } from "./assets.ts";
import { EngineError } from "./errors.ts";
import { type Face, moved } from "./face.ts";
import { type GreyImage, toRgba } from "./grey-image.ts";

/** Least score, 0 … 1, of what counts as a face: MediaPipe's own default. */
const LEAST_SCORE = 0.5;

/**
 * Width of the border around a picture that is surrounded, as a share of its own size. The model knows faces in a room: one
 * that fills the picture it finds when it is made one. Without a border it missed 10 of 52 faces as wide as 0.6–0.7 of the picture,
 * with it none; but a border also makes small faces smaller.
 */
const BORDER = 0.2;
/** Grey level of the border. */
const BORDER_LEVEL = 128;

/** Finds faces in a picture. Holds WebAssembly memory until closed. */
export interface FaceDetector {
  /** @param surrounded the picture is given a border, for a face that fills it. */
  detect(image: GreyImage, surrounded: boolean): readonly Face[];
  close(): void;
}

/** MediaPipe's loader leaves its factory here, and its tasks take it from here, once each. */
const scope = globalThis as { ModuleFactory?: unknown; Module?: unknown };
let moduleFactory: unknown;

export async function createFaceDetector(assets: Assets): Promise<FaceDetector> {
  const model = await fetchAsset(assets, "face_detection_full_range_sparse.tflite");
  const log: string[] = [];
  try {
    if (moduleFactory === undefined) {
      // A module is evaluated only once: the factory is kept for later detectors.
      await import(/* webpackIgnore: true */ /* @vite-ignore */ assetUrl(assets, "vision_wasm_module_internal.js"));
      moduleFactory = scope.ModuleFactory;
    }
    scope.ModuleFactory = moduleFactory;
    // What the native code has to say is not for the console.
    scope.Module = { print: (line: string) => log.push(line), printErr: (line: string) => log.push(line) };
    const detector = await MediaPipeFaceDetector.createFromOptions(
      { wasmLoaderPath: "", wasmBinaryPath: assetUrl(assets, "vision_wasm_module_internal.wasm") },
      {
        baseOptions: { modelAssetBuffer: new Uint8Array(model), delegate: "CPU" },
        runningMode: "IMAGE",
        minDetectionConfidence: LEAST_SCORE,
      },
    );
    // The first detection takes far longer than those that follow.
    detect(detector, { width: 1, height: 1, pixels: Uint8Array.of(0) }, 0);
    return {
      detect: (image, surrounded) => detect(detector, image, surrounded ? BORDER : 0),
      close: () => detector.close(),
    };
  } catch (error) {
    throw new EngineError(
      "detector-failed",
      "The face detector could not be started. It needs WebGL: switch on graphics acceleration in the browser's settings and try again; if that does not help, install Countenance again.",
      { cause: new Error([String(error), ...log].join("\n")) },
    );
  }
}

function detect(detector: MediaPipeFaceDetector, image: GreyImage, border: number): readonly Face[] {
  const left = Math.round(image.width * border);
  const top = Math.round(image.height * border);
  const { width, height, pixels } = surround(image, left, top);
  try {
    const { detections } = detector.detect(new ImageData(toRgba({ width, height, pixels }), width, height));
    return detections
      .flatMap((detection) => toFace(detection, width, height) ?? [])
      .map((face) => within(moved(face, -left, -top), image));
  } catch (error) {
    throw new EngineError("detector-failed", "The face detector failed on a picture. Start the reading again.", {
      cause: error,
    });
  }
}

/** The picture with a border. */
function surround(image: GreyImage, left: number, top: number): GreyImage {
  if (left === 0 && top === 0) return image;
  const width = image.width + 2 * left;
  const height = image.height + 2 * top;
  const pixels = new Uint8Array(width * height).fill(BORDER_LEVEL);
  for (let row = 0; row < image.height; row++) {
    const line = image.pixels.subarray(row * image.width, (row + 1) * image.width);
    pixels.set(line, (row + top) * width + left);
  }
  return { width, height, pixels };
}

/** MediaPipe's key points are shares of the picture, in the order of the model's outputs; ears follow. */
function toFace({ boundingBox, keypoints }: Detection, width: number, height: number): Face | null {
  const [rightEye, leftEye, nose, mouth] = keypoints.map(({ x, y }) => ({ x: x * width, y: y * height }));
  if (!boundingBox || !rightEye || !leftEye || !nose || !mouth) return null;
  const box = { x: boundingBox.originX, y: boundingBox.originY, width: boundingBox.width, height: boundingBox.height };
  return { box, points: { rightEye, leftEye, nose, mouth } };
}

/** The face with its box cut off at the picture's edges. */
function within({ box, points }: Face, { width, height }: GreyImage): Face {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  const right = Math.min(width, box.x + box.width);
  const bottom = Math.min(height, box.y + box.height);
  return { box: { x, y, width: right - x, height: bottom - y }, points };
}
