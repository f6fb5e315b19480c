import type { Span } from "../session/summary.ts";

/** The least a view shows, in seconds: a second is then as wide as a finger. */
const LEAST_SECONDS = 10;

/** The span made `factor` times as long around a second, which keeps its place; never beyond the session's seconds. */
export function zoomed(view: Span, factor: number, around: number, seconds: number): Span {
  const before = view.to - view.from;
  const length = Math.min(seconds, Math.max(Math.min(LEAST_SECONDS, seconds), before * factor));
  const place = before === 0 ? 0 : (around - view.from) / before;
  return within(around - place * length, length, seconds);
}

/** The span moved by so many seconds, as far as there is something to see. */
export function moved(view: Span, by: number, seconds: number): Span {
  return within(view.from + by, view.to - view.from, seconds);
}

/** The span, moved just so far that the second is in it. */
export function revealing(view: Span, second: number, seconds: number): Span {
  if (second < view.from) return moved(view, second - view.from, seconds);
  if (second + 1 > view.to) return moved(view, second + 1 - view.to, seconds);
  return view;
}

/** A span of about so many seconds with the second in its middle; the view given where that is shorter already. */
export function closeUp(view: Span, second: number, length: number, seconds: number): Span {
  const wanted = Math.min(view.to - view.from, length);
  return within(second - wanted / 2, wanted, seconds);
}

function within(from: number, length: number, seconds: number): Span {
  const start = Math.max(0, Math.min(from, seconds - length));
  return { from: start, to: start + length };
}
