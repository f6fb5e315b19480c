import { compiledKernels } from "../scripts/compile-kernels.mjs";
import { detectorWeights } from "../scripts/detector-weights.mjs";
import { DetectionNetwork } from "../src/engine/detection-network.ts";
import { type Face, type FacePoints, within } from "../src/engine/face.ts";
import { faceDetector } from "../src/engine/face-detector.ts";
import type { GreyImage } from "../src/engine/grey-image.ts";
import { Progress } from "./progress.ts";

/** The key points of the largest face in each picture, in its pixels, as the engine finds them in one that stands alone; null where it finds none. */
export async function findKeyPoints(images: readonly GreyImage[]): Promise<readonly (FacePoints | null)[]> {
  const kernels = await WebAssembly.compile(await compiledKernels("detection"));
  const detector = faceDetector(await DetectionNetwork.create(kernels, await detectorWeights()));
  const progress = new Progress(`Looking for the faces of ${images.length} pictures`, images.length);
  return images.map((image, i) => {
    const faces = detector.search(image, true);
    const [largest] = [...faces].sort((one, other) => area(within(other, image)) - area(within(one, image)));
    progress.update(i + 1);
    return largest?.points ?? null;
  });
}

function area({ box }: Face): number {
  return box.width * box.height;
}
