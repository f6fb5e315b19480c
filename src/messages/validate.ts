import type { GreyImage } from "../engine/grey-image.ts";
import { MOST_NAME } from "../session/limits.ts";
import type { CallChange, FromContent, FromPopup, NoFrameReason, RuntimeMessage, Tile } from "./messages.ts";
import { parseSettings } from "./parse-settings.ts";

/** Far more than a page shows at once; what is beyond is left out. */
const MAX_TILES = 100;
const MAX_ID_LENGTH = 64;
/** In pixels. The content script sends pictures at most 320 wide; portrait videos may be taller than that. */
const MAX_SIDE = 640;

const NO_FRAME_REASONS: readonly NoFrameReason[] = ["still", "not-ready", "unreadable"];

const CALL_CHANGES: readonly CallChange[] = ["begun", "ended", "ended-idle"];

/** Those that say no more than that. */
const BARE_MESSAGES = ["prepare", "end-calls", "start-here", "resume-here", "new-frames", "cut-off"] as const;

type Fields = Readonly<Record<string, unknown>>;

/**
 * A content script's message, checked field by field: the script runs in the page's process, which may be hostile.
 * Null for anything malformed or oversized.
 */
export function parseFromContent(value: unknown): FromContent | null {
  if (!isObject(value)) return null;
  if (value.type === "tiles") {
    if (!Array.isArray(value.tiles) || !Array.isArray(value.leftOut)) return null;
    const tiles = value.tiles.slice(0, MAX_TILES).map(parseTile);
    const leftOut = value.leftOut.slice(0, MAX_TILES);
    return tiles.includes(null) || !leftOut.every(isId) ? null : { type: "tiles", tiles: tiles as Tile[], leftOut };
  }
  const { tile, timeMs, grabMs } = value;
  if (!isId(tile)) return null;
  if (value.type === "frame") {
    const image = parseImage(value.image);
    const isTimed = isNumber(timeMs) && isNumber(grabMs) && grabMs >= 0;
    return image && isTimed ? { type: "frame", tile, timeMs, image, grabMs } : null;
  }
  if (value.type === "no-frame") {
    const reason = NO_FRAME_REASONS.find((known) => known === value.reason);
    return reason ? { type: "no-frame", tile, reason } : null;
  }
  return null;
}

/** The popup's message; null for anything malformed. */
export function parseFromPopup(value: unknown): FromPopup | null {
  if (!isObject(value)) return null;
  if (value.type === "watch") return isTabId(value.tabId) ? { type: "watch", tabId: value.tabId } : null;
  return value.type === "retry" ? { type: "retry" } : null;
}

/** A one-off message; null for anything malformed. */
export function parseRuntimeMessage(value: unknown): RuntimeMessage | null {
  if (!isObject(value)) return null;
  if (value.type === "settings") return { type: "settings", settings: parseSettings(value.settings) };
  const bare = BARE_MESSAGES.find((known) => known === value.type);
  if (bare) return { type: bare };
  const { key, tabId, start } = value;
  if (value.type === "take-image") return isId(key) ? { type: "take-image", key } : null;
  if (!isTabId(tabId)) return null;
  if (value.type === "start" || value.type === "stop" || value.type === "expect") {
    return isId(start) ? { type: value.type, tabId, start } : null;
  }
  const change = CALL_CHANGES.find((known) => known === value.change);
  return value.type === "call-changed" && change ? { type: "call-changed", tabId, change } : null;
}

function parseTile(value: unknown): Tile | null {
  if (!isObject(value) || !isId(value.id) || typeof value.name !== "string") return null;
  return { id: value.id, name: value.name.slice(0, MOST_NAME), self: value.self === true };
}

function parseImage(value: unknown): GreyImage | null {
  if (!isObject(value)) return null;
  const { width, height, pixels } = value;
  if (!isSide(width) || !isSide(height)) return null;
  const bytes = pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray;
  return bytes && pixels.length === width * height ? { width, height, pixels } : null;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isTabId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_ID_LENGTH;
}

function isSide(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= MAX_SIDE;
}
