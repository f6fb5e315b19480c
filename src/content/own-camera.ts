import { isFlipped } from "../ui/is-flipped.ts";
import { matchesTile } from "./hinted-tile.ts";
import { isElement } from "./node-kinds.ts";
import type { SiteHints } from "./sites/site-hints.ts";
import type { TileScope } from "./tile-scope.ts";

/** Between the video and what mirrors it there is seldom more than this many elements. */
const MIRROR_STEPS = 3;

/** Whether a video shows the user's own camera: the page says so, or mutes it and mirrors it as a mirror would. */
export function isOwnCamera(video: HTMLVideoElement, scope: TileScope, hints: readonly SiteHints[]): boolean {
  if (hints.some((site) => matchesTile(scope, site, site.self))) return true;
  return video.muted && scope.slice(0, MIRROR_STEPS).some((part) => isElement(part) && isFlipped(part));
}
