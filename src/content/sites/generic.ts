import type { SiteHints } from "./site-hints.ts";

/** What meeting applications have in common, the open-source ones above all: holds for any page. */
export const GENERIC: SiteHints = {
  host: /$/,
  tile: "figure, [data-participant-id], [data-participant], [data-lk-participant-identity], [class*='participant' i]",
  keys: ["data-participant-id", "data-lk-participant-identity"],
  name: [
    "figcaption",
    "[data-participant-name]",
    "[data-lk-participant-name]",
    "[data-testid*='name' i]",
    "[class*='display-name' i]",
    "[class*='displayname' i]",
    "[class*='participant-name' i]",
    "[class*='user-name' i]",
    "[class*='username' i]",
    "[class*='name-tag' i]",
    "[class*='nametag' i]",
  ].join(),
  self: "[data-self='true'], [data-is-self='true'], [data-lk-local-participant='true'], [data-local='true']",
  share: [
    "[data-lk-source='screen_share']",
    "[data-source='screen']",
    "[class*='screen-share' i]",
    "[class*='screenshare' i]",
    "[class*='screen-sharing' i]",
    "[data-testid*='screen-share' i]",
    "[data-testid*='screenshare' i]",
  ].join(),
};
