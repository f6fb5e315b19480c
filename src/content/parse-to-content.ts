import { EXPRESSIONS } from "../engine/expression.ts";
import type { Reading } from "../engine/reading.ts";
import type { PageSettings, ToContent } from "../messages/messages.ts";
import { isObject } from "../messages/validate.ts";

/** A message of the offscreen document as far as the content script uses it; null for anything else. */
export function parseToContent(value: unknown): ToContent | null {
  if (!isObject(value)) return null;
  if (value.type === "grab" && Array.isArray(value.tiles)) {
    return { type: "grab", tiles: value.tiles.filter((tile) => typeof tile === "string") };
  }
  if (value.type === "settings") {
    const settings = parsePageSettings(value.settings);
    return settings && { type: "settings", settings };
  }
  if (value.type !== "reading" || typeof value.tile !== "string") return null;
  return { type: "reading", tile: value.tile, reading: isReading(value.reading) ? value.reading : null };
}

/** Null unless it is whole: who is to be left out must not be read for want of a word. */
function parsePageSettings(value: unknown): PageSettings | null {
  if (!isObject(value)) return null;
  const { faces, leaveOut, badges } = value;
  if (faces !== "everyone" && faces !== "mine") return null;
  if (!Array.isArray(leaveOut) || !leaveOut.every((name) => typeof name === "string")) return null;
  return typeof badges === "boolean" ? { faces, leaveOut, badges } : null;
}

function isReading(value: unknown): value is Reading {
  return isObject(value) && EXPRESSIONS.some((expression) => expression === value.dominant);
}
