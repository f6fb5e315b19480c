import type { SiteHints } from "./site-hints.ts";

export const JITSI: SiteHints = {
  host: /(^|\.)(jitsi|meet\.jit\.si|8x8\.vc)(\.|$)/,
  tile: "[id^='participant_'], #localVideoContainer, .videocontainer",
  keys: ["data-participant-id"],
  // A filmstrip beside the first one adds its name.
  keyInId: /^participant_(.+?)(?:_(?:stage|screenshare))?$/,
  name: ".displayname, [id$='_name']",
  self: "#localVideo_container, #localVideoWrapper",
  share: ".desktop-share, [data-video-type='desktop']",
};
