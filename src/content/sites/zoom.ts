import type { SiteHints } from "./site-hints.ts";

export const ZOOM: SiteHints = {
  host: /(^|\.)(zoom\.us|zoom\.com)$/,
  tile: "[class*='__video-frame'], .video-avatar__avatar, video-player",
  keys: ["node-id"],
  name: ".video-avatar__avatar-footer span, .video-avatar__avatar-name",
  self: "[class*='self-view'], [class*='selfview']",
  share: "[class*='sharee-container'], [class*='share-video'], [class*='sharing-layout']",
};
