import { isElement } from "./node-kinds.ts";
import type { TileScope } from "./tile-scope.ts";

type Part = TileScope[number];

/** A tile is little more than its video: what is larger than these times its size, or so many px more, is the page. */
const MAX_GROWTH = 1.5;
const MAX_MARGIN = 72;

/** Whether something around a video can be its tile. Around one that is hidden nothing can: it has no size to go by. */
export function isTileSized(part: Part, video: Part | undefined): boolean {
  if (!(video && isElement(part) && isElement(video))) return true;
  const outer = part.getBoundingClientRect();
  const inner = video.getBoundingClientRect();
  const fits = (size: number, of: number) => size <= Math.max(of * MAX_GROWTH, of + MAX_MARGIN);
  return fits(outer.width, inner.width) && fits(outer.height, inner.height);
}
