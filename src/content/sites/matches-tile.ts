import { isElement } from "../node-kinds.ts";
import type { TileScope } from "../tile-scope.ts";
import type { SiteHints } from "./site-hints.ts";

/** As far from the video as this an element still speaks of it, where no hint says how large the tile is. */
const NEAR_STEPS = 4;

/** Whether the video, what is around it up to its tile, or something in the tile matches; controls do not count. */
export function matchesTile(scope: TileScope, { tile }: SiteHints, selector: string): boolean {
  const elements = scope.filter((part) => isElement(part));
  const tileAt = elements.findIndex((element) => element.matches(tile));
  if (elements.slice(0, Math.max(tileAt + 1, NEAR_STEPS)).some((element) => element.matches(selector))) return true;
  const inside = elements[tileAt]?.querySelectorAll(selector) ?? [];
  return [...inside].some((element) => !element.closest("button, [role='button'], [role='menu']"));
}
