import type { SiteHints } from "./site-hints.ts";

/** `data-tid` may hold a name or an e-mail address: it is not used to tell participants apart. */
export const TEAMS: SiteHints = {
  host: /(^|\.)(teams\.microsoft\.com|teams\.live\.com|teams\.cloud\.microsoft)$/,
  tile: "[data-cid='calling-participant-stream'], [data-stream-type][data-tid], [data-stream-type]",
  keys: [],
  name: "[data-tid='participant-info-nametag'], [data-cid='calling-participant-name']",
  labelEnd: /,/,
  self: "[data-tid='myself-video'], [data-cid='calling-myself-video'], [data-is-self='true']",
  share: "[data-stream-type='ScreenSharing']",
};
