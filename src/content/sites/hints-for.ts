import { GENERIC } from "./generic.ts";
import { JITSI } from "./jitsi.ts";
import { MEET } from "./meet.ts";
import type { SiteHints } from "./site-hints.ts";
import { TEAMS } from "./teams.ts";
import { WEBEX } from "./webex.ts";
import { ZOOM } from "./zoom.ts";

const SITES = [MEET, TEAMS, ZOOM, JITSI, WEBEX];

/** The hints that hold on a host, the most particular first. */
export function hintsFor(host: string): readonly SiteHints[] {
  return [...SITES.filter((site) => site.host.test(host)), GENERIC];
}
