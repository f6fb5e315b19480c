import canonicalFace from "../../../src/engine/canonical-face.json" with { type: "json" };
import type { Face } from "../../../src/engine/face.ts";
import type { GreyImage } from "../../../src/engine/grey-image.ts";

export const WIDTH = 160;
export const HEIGHT = 120;
/** Side of the drawn face's aligned frame, in pixels. */
const SIDE = 60;

/** A bright oval with dark eyes, nose and mouth whose frame's corner is at the place given. `smile` widens the mouth. */
export function drawnFace(left: number, top: number, smile = 0): Face & { readonly image: GreyImage } {
  const at = ([x = 0, y = 0]: readonly number[]) => ({ x: left + x * SIDE, y: top + y * SIDE });
  const { rightEye, leftEye, nose, mouth } = canonicalFace.points;
  const points = { rightEye: at(rightEye), leftEye: at(leftEye), nose: at(nose), mouth: at(mouth) };
  const middle = at([0.5, 0.55]);
  const blob = (x: number, y: number, centre: { x: number; y: number }, wide: number, high: number) =>
    Math.exp(-(((x - centre.x) / wide) ** 2) - ((y - centre.y) / high) ** 2);
  const pixels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
    const x = (i % WIDTH) + 0.5;
    const y = Math.floor(i / WIDTH) + 0.5;
    const skin = 150 * blob(x, y, middle, 24, 32);
    const eyes = 110 * (blob(x, y, points.rightEye, 5, 3) + blob(x, y, points.leftEye, 5, 3));
    return (
      60 +
      skin -
      eyes -
      50 * blob(x, y, points.nose, 3, 5) -
      90 * blob(x, y, points.mouth, 8 + 14 * smile, 3 + 9 * smile)
    );
  });
  const box = { x: left, y: top, width: SIDE, height: SIDE };
  return { box, points, image: { width: WIDTH, height: HEIGHT, pixels } };
}

/** The wall behind. */
export function emptyRoom(level = 60): GreyImage {
  const pixels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => level + ((i * 7919) % 13));
  return { width: WIDTH, height: HEIGHT, pixels };
}
