import { isElement } from "../node-kinds.ts";
import type { TileScope } from "../tile-scope.ts";
import type { SiteHints } from "./site-hints.ts";
import { tileOf } from "./tile-of.ts";

/** As far from the video as this an element still speaks of it, where no hint says how large the tile is. */
const NEAR_STEPS = 4;

/** Whether the video, what is around it up to its tile, or something in the tile matches; controls do not count. */
export function matchesTile(scope: TileScope, site: SiteHints, selector: string): boolean {
  const elements = scope.filter((part) => isElement(part));
  const tile = tileOf(scope, site);
  const upToTile = tile ? elements.indexOf(tile) + 1 : 0;
  if (elements.slice(0, Math.max(upToTile, NEAR_STEPS)).some((element) => element.matches(selector))) return true;
  const inside = tile?.querySelectorAll(selector) ?? [];
  return [...inside].some((element) => !element.closest("button, [role='button'], [role='menu']"));
}
