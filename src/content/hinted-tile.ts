import { isElement } from "./node-kinds.ts";
import { GENERIC } from "./sites/generic.ts";
import type { SiteHints } from "./sites/site-hints.ts";
import type { TileScope } from "./tile-scope.ts";
import { isTileSized } from "./tile-size.ts";

/** As far from the video as this an element still speaks of it, where no hint says how large the tile is. */
const NEAR_STEPS = 4;

/**
 * The video's tile, where the site's hint finds it. What the generic hints find must have a tile's size, too: when only one
 * camera is on, even the whole gallery holds no other video, and would pass for its tile.
 */
export function tileOf(scope: TileScope, site: SiteHints): Element | undefined {
  const hinted = hintedTile(scope, site);
  return hinted && (site !== GENERIC || isTileSized(hinted, scope[0])) ? hinted : undefined;
}

/** What the hint finds, whatever its size. */
export function hintedTile(scope: TileScope, { tile }: SiteHints): Element | undefined {
  return scope.find((part): part is Element => isElement(part) && part.matches(tile));
}

/** Whether the video, what is around it up to its tile, or something in the tile matches; controls do not count. */
export function matchesTile(scope: TileScope, site: SiteHints, selector: string): boolean {
  const elements = scope.filter((part) => isElement(part));
  const tile = tileOf(scope, site);
  const upToTile = tile ? elements.indexOf(tile) + 1 : 0;
  if (elements.slice(0, Math.max(upToTile, NEAR_STEPS)).some((element) => element.matches(selector))) return true;
  const inside = tile?.querySelectorAll(selector) ?? [];
  return [...inside].some((element) => !element.closest("button, [role='button'], [role='menu']"));
}
