import { compiledKernels } from "../scripts/compile-kernels.mjs";
import { detectorWeights } from "../scripts/detector-weights.mjs";
import { cut } from "../src/engine/crop.ts";
import { DetectionNetwork } from "../src/engine/detection-network.ts";
import type { Face, FacePoints } from "../src/engine/face.ts";
import { scaled } from "../src/engine/face.ts";
import { faceDetector } from "../src/engine/face-detector.ts";
import type { GreyImage } from "../src/engine/grey-image.ts";
import { Progress } from "./progress.ts";

/** How much pictures are enlarged: the detector knows faces in rooms seen by cameras, not thumbnails. */
const ENLARGED = 4;

/** The key points of the largest face in each picture, in its pixels, as the engine finds them; null where it finds none. */
export async function findKeyPoints(images: readonly GreyImage[]): Promise<readonly (FacePoints | null)[]> {
  const kernels = await WebAssembly.compile(await compiledKernels("detection"));
  const detector = faceDetector(await DetectionNetwork.create(kernels, await detectorWeights()));
  const progress = new Progress(`Looking for the faces of ${images.length} pictures`, images.length);
  return images.map((image, i) => {
    const large = enlarge(image);
    // A face that fills its picture is found better with a border around it, a smaller one without.
    const surrounded = detector.detect(large, true);
    const faces = surrounded.length > 0 ? surrounded : detector.detect(large, false);
    const [largest] = [...faces].sort((one, other) => area(other) - area(one));
    progress.update(i + 1);
    return largest ? scaled(largest, 1 / ENLARGED).points : null;
  });
}

function enlarge(image: GreyImage): GreyImage {
  const width = image.width * ENLARGED;
  const height = image.height * ENLARGED;
  const levels = cut(image, { a: 1, b: 0, tx: 0, ty: 0 }, { x: 0, y: 0, width, height, step: 1 / ENLARGED });
  return { width, height, pixels: Uint8ClampedArray.from(levels) };
}

function area({ box }: Face): number {
  return box.width * box.height;
}
