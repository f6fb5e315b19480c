import type { Box, Point, Size } from "../engine/geometry.ts";

/** Between a plate and its box or the edges of the frame. */
const GAP = 6;

/** Where the plate of a face's box has its top left corner: below the box, or wherever else the frame has room. All in one unit. */
export function platePlace(box: Box, plate: Size, frame: Size): Point {
  return {
    x: clamp(box.x + (box.width - plate.width) / 2, GAP, frame.width - plate.width - GAP),
    y: clamp(box.y + box.height + GAP, GAP, frame.height - plate.height - GAP),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
