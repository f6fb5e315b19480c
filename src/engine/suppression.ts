import type { Found } from "./detection-network.ts";
import type { Face, FacePoints } from "./face.ts";
import { iou, shareOfSmaller } from "./geometry.ts";

/** Places that see the same face overlap by more, as intersection over union: MediaPipe's own. */
export const SAME_FACE = 0.3;
/** Of two boxes found at different scales, the smaller lies in the other by more when they are of the same face. */
export const SAME_PLACE = 0.5;

/** Each face of one look once: the mean of all places that see it, weighed by their scores, as MediaPipe does it. */
export function merged(places: readonly Found[]): readonly Found[] {
  let left = bestFirst(places);
  const faces: Found[] = [];
  while (left[0]) {
    const [best] = left;
    const same = left.filter((place) => place === best || iou(place.face.box, best.face.box) > SAME_FACE);
    left = left.filter((place) => !same.includes(place));
    faces.push({ score: best.score, face: mean(same) });
  }
  return faces;
}

/** Each face of several looks once, as the look that is most sure of it sees it. */
export function distinct(found: readonly Found[]): readonly Found[] {
  const kept: Found[] = [];
  for (const one of bestFirst(found)) {
    if (kept.every(({ face }) => shareOfSmaller(face.box, one.face.box) <= SAME_PLACE)) kept.push(one);
  }
  return kept;
}

function bestFirst(found: readonly Found[]): readonly Found[] {
  return [...found].sort((one, other) => other.score - one.score);
}

function mean(found: readonly Found[]): Face {
  const total = found.reduce((sum, { score }) => sum + score, 0);
  const of = (value: (face: Face) => number) =>
    found.reduce((sum, { face, score }) => sum + score * value(face), 0) / total;
  const point = (name: keyof FacePoints) => ({
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
