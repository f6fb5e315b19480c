import type { SiteHints } from "./site-hints.ts";

export const MEET: SiteHints = {
  host: /(^|\.)meet\.google\.com$/,
  tile: "[data-requested-participant-id], [data-participant-id], [data-initial-participant-id]",
  keys: ["data-requested-participant-id", "data-participant-id", "data-initial-participant-id"],
  name: "span.notranslate, [data-self-name]",
  // Some versions put the attribute on everyone's tile: its value tells.
  self: "[data-self-name='You']",
  share: "[data-is-presentation='true'], [data-presentation-id]",
};
