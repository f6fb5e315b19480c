import type { StartResult } from "../messages/messages.ts";
import type { CallView } from "../session/call-view.ts";
import type { CallLink } from "./call-connection.ts";

/** What became of the last attempt to start. */
export type Start =
  | { readonly state: "none" }
  | { readonly state: "pending" }
  | ({ readonly state: "failed" } & Omit<Extract<StartResult, { ok: false }>, "ok">);

/** What the popup has to show. */
export type Phase =
  /** Not known yet, for a few milliseconds. */
  | { readonly name: "unknown" }
  | { readonly name: "off" }
  /** The last call ended by itself, after ten minutes without a face, on the site that the tab shows. */
  | { readonly name: "ended-idle"; readonly site: string }
  | { readonly name: "not-allowed" }
  | { readonly name: "not-started"; readonly detail: string }
  | { readonly name: "starting" }
  | { readonly name: CallPhase; readonly call: CallView };

export type CallPhase =
  | "loading"
  | "failed"
  /** On, but the page has no video. */
  | "no-video"
  /** There are people, but the user leaves all of them out. */
  | "all-left-out"
  | "reading"
  /** There were participants; now there are none. */
  | "everyone-left";

/** A page that was just turned on is given this long to tell its videos, in ms, before it is said to have none. */
export const SEARCH_MS = 2000;

/**
 * `isSearching`: until {@link SEARCH_MS} have passed since the popup saw the call come on; `idleSite`: what the
 * tab shows if its last call ended there by itself, after ten minutes without a face.
 */
export function phaseOf(link: CallLink, start: Start, isSearching: boolean, idleSite: string | null = null): Phase {
  if (link.state === "on") {
    const { call } = link;
    const name = callPhase(call);
    const isNew = isSearching && call.nowMs - call.startedMs < SEARCH_MS;
    return name === "no-video" && isNew ? { name: "starting" } : { name, call };
  }
  if (start.state === "pending") return { name: "starting" };
  if (start.state === "failed")
    return start.why === "not-allowed" ? { name: "not-allowed" } : { name: "not-started", detail: start.detail };
  if (link.state === "connecting") return { name: "unknown" };
  return idleSite === null ? { name: "off" } : { name: "ended-idle", site: idleSite };
}

function callPhase({ engine, participants, leftOut }: CallView): CallPhase {
  if (engine.state !== "ready") return engine.state;
  if (participants.length === 0) return leftOut === 0 ? "no-video" : "all-left-out";
  // Who is left out is there still.
  return leftOut === 0 && participants.every(({ presence }) => presence === "gone") ? "everyone-left" : "reading";
}
