import { type Assets, compileKernels, fetchAsset } from "./assets.ts";
import { DetectionNetwork, type Found } from "./detection-network.ts";
import { EngineError } from "./errors.ts";
import { type Face, moved, scaled } from "./face.ts";
import { lookAround, lookNear, search } from "./face-search.ts";
import { type GreyImage, halved } from "./grey-image.ts";
import { draw, inputSide, level } from "./network-input.ts";
import { distinct, merged } from "./suppression.ts";

/** Least score, 0 … 1, of what counts as a face: MediaPipe's own default. */
const LEAST_SCORE = 0.5;

/** The longer side of what the network sees of a picture at a glance, in pixels: what it was trained with. */
const GLANCE = 192;
/**
 * Width of the border around a picture that is surrounded, as a share of its own size. The model knows faces in a room: one
 * that fills the picture it finds when it is made one. Without a border it missed 10 of 52 faces as wide as 0.6–0.7 of the picture,
 * with it none; but a border also makes small faces smaller.
 */
const BORDER = 0.2;
/**
 * The same for pictures in which nobody is found, one after the other: a face that is cut off at its picture's edges wants to look
 * like a smaller one. Of 800 such (FER-2013's, of 48 pixels) 511 were found without, 658 with the first and 723 with both.
 */
const WIDE_BORDERS = [0.5, 1];
/** Least side of a face found in a wide border, as a share of its picture's: smaller ones would have been found without it. */
const FILLING = 0.5;
/** Grey level of the border. */
const BORDER_LEVEL = 128;

/**
 * Finds faces in a picture. The box of one that is cut off at the picture's edges reaches beyond them: the face has its whole size
 * wherever it is followed to.
 */
export interface FaceDetector {
  /**
   * A glance at the whole picture, which shows faces wider than a thirtieth of it.
   * @param surrounded the picture is given a border, for a face that fills it.
   */
  detect(image: GreyImage, surrounded: boolean): readonly Face[];
  /**
   * Faces of every size down to 25 pixels or so. Takes as long as some twenty glances for each million pixels.
   * @param closely down to 15 pixels, in three to four times the time.
   */
  search(image: GreyImage, closely: boolean): readonly Face[];
  /** Where a face of the picture before has moved to, if not far, in two thirds of the time of a glance; null when it is not there. */
  again(image: GreyImage, face: Face): Face | null;
  /** Those of the faces of an earlier picture that are still about there, however small. */
  near(image: GreyImage, faces: readonly Face[]): readonly Face[];
}

/** Throws an {@link EngineError}. */
export async function createFaceDetector(assets: Assets): Promise<FaceDetector> {
  try {
    const [kernels, weights] = await Promise.all([
      compileKernels(assets, "face-detector"),
      fetchAsset(assets, "face-detector.bin"),
    ]);
    return faceDetector(await DetectionNetwork.create(kernels, weights));
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw new EngineError(
      "detector-failed",
      "The face detector could not be started. Update the browser; if that does not help, install Countenance again.",
      { cause },
    );
  }
}

export function faceDetector(network: DetectionNetwork): FaceDetector {
  const faces = (found: readonly Found[]) => found.map(({ face }) => face);
  return {
    detect: (image, surrounded) => faces(glance(network, image, surrounded ? BORDER : 0)),
    search: (image, closely) => {
      const found = [
        ...glance(network, image, 0),
        ...glance(network, image, BORDER),
        ...search(network, image, closely),
      ];
      return faces(found.length > 0 ? distinct(found) : filling(network, image));
    },
    again: (image, known) => lookAround(network, image, known),
    near: (image, known) => faces(lookNear(network, image, known)),
  };
}

function glance(network: DetectionNetwork, image: GreyImage, border: number): readonly Found[] {
  const scale = GLANCE / (Math.max(image.width, image.height) * (1 + 2 * border));
  const [width, height] = [image.width * scale, image.height * scale];
  const inputWidth = inputSide(width * (1 + 2 * border));
  const inputHeight = inputSide(height * (1 + 2 * border));
  const [left, top] = [(inputWidth - width) / 2, (inputHeight - height) / 2];
  let picture = image;
  while (picture.width >= 2 * width && picture.height >= 2 * height) picture = halved(picture);
  const input = network.input(inputWidth, inputHeight);
  input.fill(border > 0 ? level(BORDER_LEVEL) : level(0));
  draw(picture, input, inputWidth, { x: left, y: top, width, height });
  return merged(network.run(LEAST_SCORE)).map(({ face, score }) => {
    return { score, face: scaled(moved(face, -left, -top), 1 / scale) };
  });
}

/** A face that fills the picture and reaches beyond it. */
function filling(network: DetectionNetwork, image: GreyImage): readonly Found[] {
  const least = FILLING * Math.min(image.width, image.height);
  for (const border of WIDE_BORDERS) {
    const found = glance(network, image, border).filter(
      ({ face: { box } }) => Math.min(box.width, box.height) >= least,
    );
    if (found.length > 0) return found;
  }
  return [];
}
