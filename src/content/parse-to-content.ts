import { EXPRESSIONS } from "../engine/expression.ts";
import type { Reading } from "../engine/reading.ts";
import type { ToContent } from "../messages/messages.ts";
import { isObject } from "../messages/validate.ts";

/** A message of the offscreen document as far as the content script uses it; null for anything else. */
export function parseToContent(value: unknown): ToContent | null {
  if (!isObject(value)) return null;
  if (value.type === "grab" && Array.isArray(value.tiles)) {
    return { type: "grab", tiles: value.tiles.filter((tile) => typeof tile === "string") };
  }
  if (value.type !== "reading" || typeof value.tile !== "string") return null;
  return { type: "reading", tile: value.tile, reading: isReading(value.reading) ? value.reading : null };
}

function isReading(value: unknown): value is Reading {
  return isObject(value) && EXPRESSIONS.some((expression) => expression === value.dominant);
}
