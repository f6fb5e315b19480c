import { type DetectionNetwork, type Found, LEAST_INPUT } from "./detection-network.ts";
import { type Face, moved, scaled } from "./face.ts";
import { type Box, centre, iou } from "./geometry.ts";
import { type GreyImage, halved } from "./grey-image.ts";
import { copy, draw, inputSide, level } from "./network-input.ts";
import { distinct, merged, SAME_FACE } from "./suppression.ts";

/** Least score, 0 … 1, of a place that is looked at more closely: sizes between those of the pyramid score low. */
const WORTH_A_LOOK = 0.2;
/** Widths of a face in the closer looks, in pixels. */
const CLOSER = [32, 52];
/** The least mean of their scores, 0 … 1, that makes it a face: of one that was there a moment ago, and of a new one. */
const LEAST_SCORE = 0.5;
const LEAST_SCORE_OF_NEW = 0.6;
/** Width of a face in a look around it, in pixels: it may have moved by its own width. */
const AROUND = 40;

/** The longer side of pictures, in pixels, that are not searched any further: all of them is seen at a glance. */
const SEEN_AT_A_GLANCE = 240;
/** Sides of the parts that a picture is looked at in, in pixels: small enough for the processor's caches. */
const PART = 416;
/** How far parts overlap: faces this large lie wholly in one of them; larger ones are found in the picture made smaller. */
const OVERLAP = 64;
/** A face so near to the edge of its part, in pixels, may be cut off. */
const EDGE = 2;
/** Sides of pictures too small to be halved again, in pixels. */
const SMALLEST = 64;

/**
 * Looks for faces in every part of a picture, made half as large again and again, and at each found one more closely.
 * @param closely also in the picture as it is, which takes three to four times as long, for faces below 25 pixels or so.
 */
export function search(network: DetectionNetwork, image: GreyImage, closely: boolean): readonly Found[] {
  const pyramid = halvings(image);
  const found = pyramid.flatMap((picture, i) => {
    if (i === 0 && pyramid.length > 1 && !closely) return [];
    if (Math.max(picture.width, picture.height) <= SEEN_AT_A_GLANCE) return [];
    return parts(picture).flatMap((part) =>
      lookAt(network, picture, part).map(({ face, score }) => ({ score, face: scaled(face, 2 ** i) })),
    );
  });
  return distinct(distinct(found).flatMap(({ face }) => lookAgain(network, pyramid, face, LEAST_SCORE_OF_NEW) ?? []));
}

/** Looks at where faces may be, at a scale that suits them; gives those that are there, one that two lead to once. */
export function lookNear(network: DetectionNetwork, image: GreyImage, faces: readonly Face[]): readonly Found[] {
  if (faces.length === 0) return [];
  const pyramid = halvings(image);
  return distinct(faces.flatMap((face) => lookAgain(network, pyramid, face, LEAST_SCORE) ?? []));
}

/** A look at where a face was a moment ago and what is around it; null when it is not there any more. */
export function lookAround(network: DetectionNetwork, image: GreyImage, face: Face): Face | null {
  const found = lookClosely(network, halvings(image), face, AROUND);
  return found && found.score >= LEAST_SCORE ? found.face : null;
}

/** The picture, half as large, a quarter as large, and so on. */
function halvings(image: GreyImage): readonly GreyImage[] {
  const pyramid = [image];
  for (let last = image; Math.min(last.width, last.height) >= 2 * SMALLEST; ) {
    last = halved(last);
    pyramid.push(last);
  }
  return pyramid;
}

/** Parts that overlap and together are the whole picture. */
function parts({ width, height }: GreyImage): readonly Box[] {
  const columns = spans(width);
  return spans(height).flatMap((row) =>
    columns.map((column) => ({ x: column.start, y: row.start, width: column.length, height: row.length })),
  );
}

function spans(size: number): readonly { readonly start: number; readonly length: number }[] {
  const count = Math.max(1, Math.ceil((size - OVERLAP) / (PART - OVERLAP)));
  const length = Math.min(size, inputSide((size + (count - 1) * OVERLAP) / count));
  return Array.from({ length: count }, (_, i) => {
    return { start: count === 1 ? 0 : Math.round((i * (size - length)) / (count - 1)), length };
  });
}

function lookAt(network: DetectionNetwork, image: GreyImage, part: Box): readonly Found[] {
  const width = inputSide(part.width);
  const input = network.input(width, inputSide(part.height));
  input.fill(level(0));
  copy(image, part, input, width);
  const isCutOff = ({ box }: Face) =>
    (part.x > 0 && box.x < EDGE) ||
    (part.y > 0 && box.y < EDGE) ||
    (part.x + part.width < image.width && box.x + box.width > part.width - EDGE) ||
    (part.y + part.height < image.height && box.y + box.height > part.height - EDGE);
  return merged(network.run(WORTH_A_LOOK))
    .filter(({ face }) => !isCutOff(face))
    .map(({ face, score }) => ({ score, face: moved(face, part.x, part.y) }));
}

/** The face as closer looks see it, the best of them with their mean score; null when that is below `least`. */
function lookAgain(network: DetectionNetwork, pyramid: readonly GreyImage[], face: Face, least: number): Found | null {
  const looks = CLOSER.flatMap((size) => lookClosely(network, pyramid, face, size) ?? []);
  const [best] = [...looks].sort((one, other) => other.score - one.score);
  const score = looks.reduce((sum, look) => sum + look.score, 0) / CLOSER.length;
  return best && score >= least ? { face: best.face, score } : null;
}

/** Looks at a face and what is around it, the face so many pixels wide. */
function lookClosely(network: DetectionNetwork, pyramid: readonly GreyImage[], face: Face, size: number): Found | null {
  const scale = size / face.box.width;
  const middle = centre(face.box);
  const [left, top] = [LEAST_INPUT / 2 - middle.x * scale, LEAST_INPUT / 2 - middle.y * scale];
  const halvings = Math.min(pyramid.length - 1, Math.max(0, Math.floor(-Math.log2(scale))));
  const picture = pyramid[halvings] as GreyImage;
  const shown = scale * 2 ** halvings;
  const input = network.input(LEAST_INPUT, LEAST_INPUT);
  input.fill(level(0));
  draw(picture, input, LEAST_INPUT, { x: left, y: top, width: picture.width * shown, height: picture.height * shown });
  const seen = merged(network.run(WORTH_A_LOOK)).map((found) => {
    return { ...found, face: scaled(moved(found.face, -left, -top), 1 / scale) };
  });
  return seen.find((found) => iou(found.face.box, face.box) > SAME_FACE) ?? null;
}
