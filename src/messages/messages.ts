import type { GreyImage } from "../engine/grey-image.ts";
import type { Verdict } from "../engine/reading.ts";
import type { CallView } from "../session/call-view.ts";
import type { Settings } from "./settings.ts";

/** Content scripts connect to the offscreen document under this name, once a frame of the page. */
export const FRAMES_PORT = "frames";

/** The popup connects to the offscreen document under this name. */
export const LIVE_PORT = "live";

/**
 * A page in which Countenance was turned on connects within this time, in ms, or has not been turned on. The script is run when
 * the page has loaded, which a slow page or a busy machine makes long: two calls of thirty cameras at once, on two cores, took 18 s.
 */
export const START_PATIENCE_MS = 60_000;

/** A participant's picture on a page. */
export interface Tile {
  /** Stable while the track lives and the page says it is the same participant's; unique within the page. At most 64 characters. */
  readonly id: string;
  /** As shown on the page; "" when none was found. At most 120 characters. */
  readonly name: string;
  /** The user's own camera, where the page tells. */
  readonly self: boolean;
}

/** Why a tile had no picture to give when asked. */
export type NoFrameReason =
  /** The camera is off, muted or frozen, or the video paused: the last picture is not the present. */
  | "still"
  /** The video has not loaded, or has no size. */
  | "not-ready"
  /** The browser refuses the page's scripts the pixels (a video of another origin). */
  | "unreadable";

/** Content script → offscreen document, on the "frames" port. */
export type FromContent =
  /**
   * The tiles there are now to be read, whenever that changes; and the ids, no more, of those that are there but which
   * the user leaves out.
   */
  | { readonly type: "tiles"; readonly tiles: readonly Tile[]; readonly leftOut: readonly string[] }
  /** The answer to a grab. `grabMs` is what it cost the page's main thread. */
  | {
      readonly type: "frame";
      readonly tile: string;
      readonly timeMs: number;
      readonly image: GreyImage;
      readonly grabMs: number;
    }
  | { readonly type: "no-frame"; readonly tile: string; readonly reason: NoFrameReason };

/** What a page is told of the settings: its content script can read none of the others, and change none. */
export type PageSettings = Pick<Settings, "faces" | "leaveOut" | "badges">;

/** Offscreen document → content script, on the "frames" port. Closing the port means off. */
export type ToContent =
  /** First of all, and whenever they change. Until then nobody is read. */
  | { readonly type: "settings"; readonly settings: PageSettings }
  /**
   * Grab these tiles' present pictures. One frame or no-frame answers for each, but none for whom the user leaves out, or whose
   * answer to the last time is still to come.
   */
  | { readonly type: "grab"; readonly tiles: readonly string[] }
  /** What the tile's frame showed, while there are badges, and no more of it; null where it was no face. */
  | { readonly type: "reading"; readonly tile: string; readonly reading: Verdict | null };

/** Offscreen document → popup, on the "live" port. */
export type ToPopup =
  /** Null: the tab has no call. */
  { readonly type: "call"; readonly call: CallView | null };

/** Popup → offscreen document, on the "live" port. */
export type FromPopup =
  /** Which tab's call to show. The first message; may be sent again to show another's. */
  | { readonly type: "watch"; readonly tabId: number }
  /** After a failure: loads the engine again. */
  | { readonly type: "retry" };

/** One-off messages between extension pages and the service worker. */
export type RuntimeMessage =
  /**
   * Popup → service worker: begin reading a tab. Answered by a {@link StartResult}. `start` is a name for this start
   * alone, by which it can be taken back; at most 64 characters.
   */
  | { readonly type: "start"; readonly tabId: number; readonly start: string }
  /**
   * Popup → offscreen document and, as there may be none yet, service worker: the tab's call ends; the start of that name is
   * taken back, also while it is on its way.
   */
  | { readonly type: "stop"; readonly tabId: number; readonly start: string }
  /** Popup → service worker: it was opened, so that a call may begin any moment. */
  | { readonly type: "prepare" }
  /**
   * Service worker → offscreen document, which has no access to them: the settings, before a content script connects
   * and whenever they change.
   */
  | { readonly type: "settings"; readonly settings: Settings }
  /** Service worker → offscreen document: the tab's pages are about to connect, and may begin a call, by the start of that name. */
  | { readonly type: "expect"; readonly tabId: number; readonly start: string }
  /** Options page → offscreen document: all calls end. Answered when their records are written. */
  | { readonly type: "end-calls" }
  /** Content script on a page of an "always on" site → service worker: begin reading the tab it is in. */
  | { readonly type: "start-here" }
  /** The same, when a video begins to play: read on, if the tab's last call ended for want of a face. */
  | { readonly type: "resume-here" }
  /** Content script → service worker: the page has frames that were not there when the call began. */
  | { readonly type: "new-frames" }
  /** Content script → service worker: its port was closed, by the end of the call or of the offscreen document. */
  | { readonly type: "cut-off" }
  /**
   * The page for files → service worker: the image of a page that waits under this key, once. Answered by a
   * `HandedImage`, or null.
   */
  | { readonly type: "take-image"; readonly key: string }
  /** Offscreen document → everyone, whenever a tab's call begins or ends: popup and toolbar badge follow it. */
  | { readonly type: "call-changed"; readonly tabId: number; readonly change: CallChange };

/** "ended-idle": it ended by itself, after ten minutes without a face. */
export type CallChange = "begun" | "ended" | "ended-idle";

/**
 * "not-allowed": a browser page, the store or another page that extensions may not read. "not-welcomed": the welcome
 * page was not gone through yet.
 */
export type StartResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: "not-allowed" | "not-welcomed" | "failed"; readonly detail: string };
