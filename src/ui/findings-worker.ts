// What takes going through every second of a session, away from the page's own thread: it must not stutter meanwhile.

import { strongestMoments } from "../session/moments.ts";
import type { Session } from "../session/session.ts";
import { steadiness } from "../session/steadiness.ts";
import type { Findings } from "./use-findings.ts";

addEventListener("message", ({ data: participants }: MessageEvent<Session["participants"]>) => {
  const findings: Findings = {
    moments: strongestMoments(participants),
    steadiness: new Map(participants.map(({ id, track }) => [id, steadiness(track)])),
  };
  postMessage(findings);
});
