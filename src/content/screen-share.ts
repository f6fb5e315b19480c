import { label } from "./display-name.ts";
import { matchesTile } from "./hinted-tile.ts";
import type { SiteHints } from "./sites/site-hints.ts";
import type { TileScope } from "./tile-scope.ts";

/** "Ada's screen", "Your presentation", "Screen share"; not a person called Screen. */
const SHARE_NAMES = [
  /^(screen[\s-]?shar|shared screen|presentation\b)/i,
  /\b(screen[\s-]?shar(e|ing)|shared screen|presentation)$/i,
  /(['’]s|\byour) (screen|presentation|window)\b/i,
  /\b(sharing (your|their|the|a) screen|(is|are|['’]re) presenting)\b/i,
];

/**
 * Whether a video shows someone's screen, by what the capture says of itself, what its sender meant it for, and what
 * the page says of it. Its size and shape say nothing: people turn their cameras.
 */
export function isScreenShare(
  track: MediaStreamTrack | null,
  name: string,
  scope: TileScope,
  hints: readonly SiteHints[],
): boolean {
  if (track && (track.getSettings().displaySurface || ["detail", "text"].includes(track.contentHint))) return true;
  if (hints.some((site) => matchesTile(scope, site, site.share))) return true;
  return [name, ...scope.slice(0, 3).map(label)].some((text) => SHARE_NAMES.some((pattern) => pattern.test(text)));
}
