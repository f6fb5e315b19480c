import { type Assets, compileAsset, fetchAsset } from "./assets.ts";
import { DetectionNetwork, type Found, INPUT_STEP, LEAST_INPUT } from "./detection-network.ts";
import { EngineError } from "./errors.ts";
import { type Face, moved, scaled } from "./face.ts";
import { type Box, iou, shareOfSmaller } from "./geometry.ts";
import { type GreyImage, halved } from "./grey-image.ts";

/** Least score, 0 … 1, of what counts as a face: MediaPipe's own default. */
const LEAST_SCORE = 0.5;
/** Places that see the same face overlap by more, as intersection over union: MediaPipe's own. */
const SAME_FACE = 0.3;

/** The longer side of what the network sees of a picture at a glance, in pixels: what it was trained with. */
const GLANCE = 192;
/**
 * Width of the border around a picture that is surrounded, as a share of its own size. The model knows faces in a room: one
 * that fills the picture it finds when it is made one. Without a border it missed 10 of 52 faces as wide as 0.6–0.7 of the picture,
 * with it none; but a border also makes small faces smaller.
 */
const BORDER = 0.2;
/** Grey level of the border. */
const BORDER_LEVEL = 128;

export const P = { finest: 1600, tile: 416, overlap: 64, score: 0.5, contained: 0.5, edge: 2 };

/** Finds faces in a picture. */
export interface FaceDetector {
  /**
   * One look at the whole picture: finds faces wider than a thirtieth of it.
   * @param surrounded the picture is given a border, for a face that fills it.
   */
  detect(image: GreyImage, surrounded: boolean): readonly Face[];
  /** Looks at the picture as a whole and part by part, for as long as there may be a face that can be read. */
  search(image: GreyImage): readonly Face[];
}

export async function createFaceDetector(assets: Assets): Promise<FaceDetector> {
  try {
    const [kernels, weights] = await Promise.all([
      compileAsset(assets, "face-detector.wasm"),
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
  return {
    detect: (image, surrounded) => glance(network, image, surrounded ? BORDER : 0).map(({ face }) => face),
    search: (image) => search(network, image).map(({ face, score }) => ({ ...face, score })),
  };
}

function glance(network: DetectionNetwork, image: GreyImage, border: number): readonly Found[] {
  const scale = GLANCE / (Math.max(image.width, image.height) * (1 + 2 * border));
  const [width, height] = [image.width * scale, image.height * scale];
  const inputWidth = inputSide(width * (1 + 2 * border));
  const inputHeight = inputSide(height * (1 + 2 * border));
  const [left, top] = [(inputWidth - width) / 2, (inputHeight - height) / 2];
  const input = network.input(inputWidth, inputHeight);
  input.fill(border > 0 ? BORDER_LEVEL / 127.5 - 1 : -1);
  draw(image, input, inputWidth, { x: left, y: top, width, height });
  return merged(network.run(LEAST_SCORE)).map(({ face, score }) => {
    const placed = scaled(moved(face, -left, -top), 1 / scale);
    return { score, face: { ...placed, box: within(placed.box, image) } };
  });
}

function search(network: DetectionNetwork, image: GreyImage): readonly Found[] {
  const found = [...glance(network, image, 0), ...glance(network, image, BORDER)];
  let picture = image;
  let scale = 1;
  while (Math.max(picture.width, picture.height) > P.finest) [picture, scale] = [halved(picture), scale * 2];
  for (; Math.max(picture.width, picture.height) > GLANCE * 1.25; [picture, scale] = [halved(picture), scale * 2]) {
    for (const tile of tiles(picture)) {
      for (const { face, score } of lookAt(network, picture, tile)) {
        found.push({ face: scaled(face, scale), score });
      }
    }
  }
  return distinct(found).map(({ face, score }) => ({ score, face: { ...face, box: within(face.box, image) } }));
}

function tiles({ width, height }: GreyImage): readonly Box[] {
  const part = (size: number) => {
    const count = size <= P.tile ? 1 : Math.ceil((size - P.overlap) / (P.tile - P.overlap));
    const each = Math.min(size, inputSide((size + (count - 1) * P.overlap) / count));
    return Array.from({ length: count }, (_, i) => ({
      start: count === 1 ? 0 : Math.round((i * (size - each)) / (count - 1)),
      each,
    }));
  };
  const columns = part(width);
  return part(height).flatMap((row) =>
    columns.map((column) => ({ x: column.start, y: row.start, width: column.each, height: row.each })),
  );
}

function lookAt(network: DetectionNetwork, image: GreyImage, tile: Box): readonly Found[] {
  const width = inputSide(tile.width);
  const height = inputSide(tile.height);
  const input = network.input(width, height);
  if (width > tile.width || height > tile.height) input.fill(-1);
  for (let y = 0; y < tile.height; y++) {
    const from = (tile.y + y) * image.width + tile.x;
    for (let x = 0; x < tile.width; x++) input[y * width + x] = (image.pixels[from + x] ?? 0) / 127.5 - 1;
  }
  const cut = ({ box }: Face) =>
    (tile.x > 0 && box.x < P.edge) ||
    (tile.y > 0 && box.y < P.edge) ||
    (tile.x + tile.width < image.width && box.x + box.width > tile.width - P.edge) ||
    (tile.y + tile.height < image.height && box.y + box.height > tile.height - P.edge);
  return merged(network.run(P.score))
    .filter(({ face }) => !cut(face))
    .map(({ face, score }) => ({ score, face: moved(face, tile.x, tile.y) }));
}

/** The picture drawn into a part of the network's input. */
function draw(image: GreyImage, input: Float32Array, inputWidth: number, to: Box): void {
  let picture = image;
  while (picture.width >= 2 * to.width && picture.height >= 2 * to.height) picture = halved(picture);
  const columns = taps(picture.width, to.x, to.width);
  for (const { at: y, from, next, share } of taps(picture.height, to.y, to.height)) {
    const upper = picture.pixels.subarray(from * picture.width, (from + 1) * picture.width);
    const lower = picture.pixels.subarray(next * picture.width, (next + 1) * picture.width);
    for (const column of columns) {
      const above = mix(upper[column.from] ?? 0, upper[column.next] ?? 0, column.share);
      const below = mix(lower[column.from] ?? 0, lower[column.next] ?? 0, column.share);
      input[y * inputWidth + column.at] = mix(above, below, share) / 127.5 - 1;
    }
  }
}

interface Tap {
  readonly at: number;
  readonly from: number;
  readonly next: number;
  readonly share: number;
}

/** For each pixel whose centre lies in `start … start + size`: the two source pixels it is between. */
function taps(pixels: number, start: number, size: number): readonly Tap[] {
  const first = Math.ceil(start - 0.5);
  const last = Math.ceil(start + size - 0.5);
  return Array.from({ length: last - first }, (_, i) => {
    const place = Math.min(Math.max(((first + i + 0.5 - start) * pixels) / size - 0.5, 0), pixels - 1);
    const from = Math.floor(place);
    return { at: first + i, from, next: Math.min(from + 1, pixels - 1), share: place - from };
  });
}

function mix(one: number, other: number, share: number): number {
  return one + (other - one) * share;
}

function inputSide(size: number): number {
  return Math.max(LEAST_INPUT, Math.ceil(Math.round(size) / INPUT_STEP) * INPUT_STEP);
}

/** Each face once, the mean of all places that see it, weighed by how sure they are, as MediaPipe does it. */
function merged(found: readonly Found[]): readonly Found[] {
  let left = [...found].sort((one, other) => other.score - one.score);
  const faces: Found[] = [];
  while (left[0]) {
    const { face: best, score } = left[0];
    const same = left.filter(({ face }) => iou(face.box, best.box) > SAME_FACE || face === best);
    left = left.filter((other) => !same.includes(other));
    faces.push({ score, face: mean(same) });
  }
  return faces;
}

/** Each face once, the best of those found in it. */
function distinct(all: readonly Found[]): readonly Found[] {
  const kept: Found[] = [];
  for (const found of [...all].sort((one, other) => other.score - one.score)) {
    const known = kept.some(({ face }) => shareOfSmaller(face.box, found.face.box) > P.contained);
    if (!known) kept.push(found);
  }
  return kept;
}

function mean(found: readonly Found[]): Face {
  const total = found.reduce((sum, { score }) => sum + score, 0);
  const of = (value: (face: Face) => number) =>
    found.reduce((sum, { face, score }) => sum + score * value(face), 0) / total;
  const point = (name: keyof Face["points"]) => ({
    x: of(({ points }) => points[name].x),
    y: of(({ points }) => points[name].y),
  });
  return {
    box: {
      x: of(({ box }) => box.x),
      y: of(({ box }) => box.y),
      width: of(({ box }) => box.width),
      height: of(({ box }) => box.height),
    },
    points: { rightEye: point("rightEye"), leftEye: point("leftEye"), nose: point("nose"), mouth: point("mouth") },
  };
}

/** The part of a box that lies in the picture. */
function within(box: Box, { width, height }: GreyImage): Box {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  const right = Math.min(width, box.x + box.width);
  const bottom = Math.min(height, box.y + box.height);
  return { x, y, width: right - x, height: bottom - y };
}
