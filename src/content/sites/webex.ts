import type { SiteHints } from "./site-hints.ts";

export const WEBEX: SiteHints = {
  host: /(^|\.)webex\.com$/,
  tile: ".participants-video-tile, [class*='videoitem-']",
  keys: [],
  name: "[data-test='participant-name'], [class*='full-name']",
  self: "[data-test='self-view'], [class*='self-video']",
  share: "[class*='content-share'], [data-test='share-content']",
};
