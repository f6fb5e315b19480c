import { Failure } from "../scripts/failure.mjs";
import type { FacePoints } from "../src/engine/face.ts";
import type { GreyImage } from "../src/engine/grey-image.ts";
import { readNpz } from "./npz.ts";
import { majority, readVotes } from "./votes.ts";

/** The seven classes of FER-2013's own labels, by the names of the eight expressions, in the order of the labels. */
export const FER2013_CLASSES = ["anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral"] as const;

/** Width and height of the pictures, in pixels. */
const SIDE = 48;

/** A face may be cut by the picture's edge, its points a little outside; as fractions of the side. */
const FARTHEST = 3;

/** Key points stored for each face; the last two, the ears, are not used. */
const POINTS = 6;

/** A test picture, and what it is said to show. */
export interface TestFace {
  readonly image: GreyImage;
  /** Null where no face was found; absent before anybody has looked. */
  readonly points?: FacePoints | null;
  /** What most FER+ annotators saw, as its place in the eight expressions; null where they did not agree. */
  readonly ferplus: number | null;
  /** FER-2013's own label, as its place in {@link FER2013_CLASSES}. */
  readonly fer2013: number;
  /** Whether a training picture has the very same pixels. */
  readonly duplicate: boolean;
}

/** The pictures of FER-2013's PrivateTest. Throws a {@link Failure} where a file is missing or not what it should be. */
export async function readTestFaces(files: {
  readonly images: string;
  readonly votes: string;
  readonly keypoints?: string | undefined;
}): Promise<readonly TestFace[]> {
  const { images, labels, usage } = await readNpz(files.images, {
    images: { type: "uint8", shape: [null, SIDE, SIDE] },
    labels: { type: "integer", shape: [null] },
    usage: { type: "text", shape: [null] },
  });
  const count = usage.values.length;
  const votes = await readVotes(files.votes);
  if (votes.length !== count) {
    throw new Failure(`${files.votes} has ${votes.length} rows and ${files.images} ${count} images: they must agree.`);
  }
  const points = files.keypoints === undefined ? undefined : await readPoints(files.keypoints, count, files.images);
  const pixels = images.values as Uint8Array;
  const pixelsOf = (row: number) => pixels.subarray(row * SIDE * SIDE, (row + 1) * SIDE * SIDE);
  const keyOf = (row: number) => Buffer.from(pixelsOf(row)).toString("latin1");
  const rowsOf = (split: string) =>
    Array.from({ length: count }, (_, row) => row).filter((row) => usage.values[row] === split);
  const training = new Set(rowsOf("Training").map(keyOf));
  if (training.size === 0) {
    throw new Failure(
      `${files.images} has no picture with the usage “Training”: which test pictures are also in training cannot be told.`,
    );
  }
  const faces = rowsOf("PrivateTest").map((row): TestFace => {
    const label = Number(labels.values[row]);
    if (FER2013_CLASSES[label] === undefined) {
      throw new Failure(
        `Label ${label} in row ${row} of ${files.images} is none of 0 … ${FER2013_CLASSES.length - 1}.`,
      );
    }
    return {
      image: { width: SIDE, height: SIDE, pixels: pixelsOf(row) },
      ...(points && { points: points[row] ?? null }),
      ferplus: majority(votes[row] ?? []),
      fer2013: label,
      duplicate: training.has(keyOf(row)),
    };
  });
  if (!faces.some(({ ferplus }) => ferplus !== null)) {
    throw new Failure(
      `${files.images} has no picture with the usage “PrivateTest” whose annotators agreed: nothing to evaluate.`,
    );
  }
  return faces;
}

/** Stored as fractions of the picture's side; here in pixels. */
async function readPoints(path: string, count: number, imagesPath: string): Promise<readonly (FacePoints | null)[]> {
  const { points } = await readNpz(path, { points: { type: "float", shape: [null, POINTS, 2] } });
  const [rows = 0] = points.shape;
  if (rows !== count) {
    throw new Failure(
      `${path} has the key points of ${rows} faces and ${imagesPath} ${count} images: they must agree.`,
    );
  }
  const values = points.values as ArrayLike<number>;
  return Array.from({ length: count }, (_, row) => {
    const at = (point: number) => {
      const x = (row * POINTS + point) * 2;
      return { x: (values[x] ?? Number.NaN) * SIDE, y: (values[x + 1] ?? Number.NaN) * SIDE };
    };
    const face = { rightEye: at(0), leftEye: at(1), nose: at(2), mouth: at(3) };
    const places = Object.values(face).flatMap(({ x, y }) => [x, y]);
    if (places.some(Number.isNaN)) return null;
    if (Math.max(...places.map(Math.abs)) > FARTHEST * SIDE) {
      throw new Failure(
        `The key points in row ${row} of ${path} lie far outside: they must be fractions of the picture's side.`,
      );
    }
    if (new Set(Object.values(face).map(({ x, y }) => `${x} ${y}`)).size === 1) {
      throw new Failure(`The key points in row ${row} of ${path} coincide: where no face was found they must be NaN.`);
    }
    return face;
  });
}
