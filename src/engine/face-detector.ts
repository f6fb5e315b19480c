import { type Detection, FaceDetector as MediaPipeFaceDetector } from "@mediapipe/tasks-vision";
import { type Assets, assetUrl, compileAsset, fetchAsset } from "./assets.ts";
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

interface MediaPipe {
  readonly factory: unknown;
  readonly binary: WebAssembly.Module;
}

/** Where MediaPipe's loader leaves its factory, and where its tasks take it and their options from, once each. */
const scope = globalThis as { ModuleFactory?: unknown; Module?: unknown };
/** Loaded and compiled once for all detectors of this Worker or window: a module is evaluated only once. */
let mediaPipe: Promise<MediaPipe> | undefined;

export async function createFaceDetector(assets: Assets): Promise<FaceDetector> {
  mediaPipe ??= loadMediaPipe(assets);
  const canvas = new OffscreenCanvas(1, 1);
  const log: string[] = [];
  let detector: MediaPipeFaceDetector | undefined;
  const close = () => {
    detector?.close();
    releaseWebGl(canvas);
  };
  try {
    const [{ factory, binary }, model] = await Promise.all([
      mediaPipe,
      fetchAsset(assets, "face_detection_full_range_sparse.tflite"),
    ]);
    scope.ModuleFactory = factory;
    scope.Module = {
      // Its own way fetches and compiles anew each time, and leaves responses unread that a browser keeps connections for.
      instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) =>
        void WebAssembly.instantiate(binary, imports).then(done),
      // What the native code has to say is not for the console.
      print: (line: string) => log.push(line),
      printErr: (line: string) => log.push(line),
    };
    detector = await MediaPipeFaceDetector.createFromOptions(
      { wasmLoaderPath: "", wasmBinaryPath: "" },
      {
        baseOptions: { modelAssetBuffer: new Uint8Array(model), delegate: "CPU" },
        canvas,
        runningMode: "IMAGE",
        minDetectionConfidence: LEAST_SCORE,
      },
    );
    const created = detector;
    // The first detection takes far longer than those that follow.
    detect(created, { width: 1, height: 1, pixels: Uint8Array.of(0) }, 0);
    return { detect: (image, surrounded) => detect(created, image, surrounded ? BORDER : 0), close };
  } catch (error) {
    close();
    if (error instanceof EngineError && error.code === "model-missing") throw error;
    throw new EngineError(
      "detector-failed",
      "The face detector could not be started. It needs WebGL: switch on graphics acceleration in the browser's settings and try again; if that does not help, install Countenance again.",
      { cause: new Error([String(error), ...log].join("\n")) },
    );
  }
}

async function loadMediaPipe(assets: Assets): Promise<MediaPipe> {
  try {
    const [binary] = await Promise.all([
      compileAsset(assets, "vision_wasm_module_internal.wasm"),
      import(assetUrl(assets, "vision_wasm_module_internal.js")),
    ]);
    return { factory: scope.ModuleFactory, binary };
  } catch (error) {
    // Another attempt may find what this one did not.
    mediaPipe = undefined;
    throw error;
  }
}

/** Now, not when the canvas is collected: a Worker may have four such contexts, and the fifth ends the first. */
function releaseWebGl(canvas: OffscreenCanvas): void {
  const context = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
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
