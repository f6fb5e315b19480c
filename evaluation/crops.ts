import { alignment, CROP_SIZE, type Similarity } from "../src/engine/alignment.ts";
import { cut } from "../src/engine/crop.ts";
import type { FacePoints } from "../src/engine/face.ts";
import type { GreyImage } from "../src/engine/grey-image.ts";

/** A face as the product cuts it out; the whole picture where no face was found, as in training. */
export function cropFace(image: GreyImage, points: FacePoints | null): Float32Array {
  const toFrame: Similarity = points ? alignment(points) : { a: CROP_SIZE / image.width, b: 0, tx: 0, ty: 0 };
  return cut(image, toFrame, { x: 0, y: 0, width: CROP_SIZE, height: CROP_SIZE, step: 1 });
}
