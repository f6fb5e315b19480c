import { segments } from "../session/segments.ts";
import type { Segment, Track } from "../session/session.ts";
import type { Span } from "./view.ts";

/** A piece of a lane: from and to in pixels of the plot. */
export interface Run {
  readonly x: number;
  readonly width: number;
  readonly shows: Segment["shows"];
}

/** A step's segments are made once; a track that is replaced takes them with it. */
const made = new WeakMap<Track, Map<number, readonly Segment[]>>();

/**
 * What of a track is seen in a view that is `width` pixels wide. Seconds that share a pixel are merged to what most of
 * them show, in steps of powers of two, so that zooming finds them made.
 */
export function runs(track: Track, view: Span, width: number): Run[] {
  const scale = width / (view.to - view.from);
  const step = 2 ** Math.max(0, Math.floor(Math.log2(1 / scale)));
  const all = stepped(track, step);
  const found: Run[] = [];
  for (let i = firstAfter(all, view.from); i < all.length; i++) {
    const segment = all[i];
    if (!segment || segment.from >= view.to) break;
    const x = Math.max(0, (segment.from - view.from) * scale);
    const end = Math.min(width, (segment.to - view.from) * scale);
    found.push({ x, width: end - x, shows: segment.shows });
  }
  return found;
}

function stepped(track: Track, step: number): readonly Segment[] {
  const steps = made.get(track) ?? new Map<number, readonly Segment[]>();
  made.set(track, steps);
  const known = steps.get(step) ?? segments(track, step);
  steps.set(step, known);
  return known;
}

/** The place of the first segment that ends after the second. They are in order and without gaps. */
function firstAfter(all: readonly Segment[], second: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.to ?? 0) <= second) low = middle + 1;
    else high = middle;
  }
  return low;
}
