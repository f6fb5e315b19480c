import { isElement } from "../node-kinds.ts";
import type { TileScope } from "../tile-scope.ts";
import { isTileSized } from "../tile-size.ts";
import { GENERIC } from "./generic.ts";
import type { SiteHints } from "./site-hints.ts";

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
