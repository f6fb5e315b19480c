/** The part of a timeline that is in view, up to but without `to`. In columns, not whole ones: a session's seconds, a film's looks. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The least a view shows: a column is then as wide as a finger. */
export const LEAST_COLUMNS = 10;

/**
 * The span made `factor` times as long around a column, which keeps its place; around its middle, where none is given or it is
 * out of view. Never beyond the timeline's columns.
 */
export function zoomed(view: Span, factor: number, around: number | null, columns: number): Span {
  const before = view.to - view.from;
  const length = Math.min(columns, Math.max(Math.min(LEAST_COLUMNS, columns), before * factor));
  const isInView = around !== null && around >= view.from && around <= view.to;
  const fixed = isInView ? around : view.from + before / 2;
  const place = before === 0 ? 0 : (fixed - view.from) / before;
  return within(fixed - place * length, length, columns);
}

/** The span moved by so many columns, as far as there is something to see. */
export function moved(view: Span, by: number, columns: number): Span {
  return within(view.from + by, view.to - view.from, columns);
}

/** The span, moved just so far that the column is in it. */
export function revealing(view: Span, column: number, columns: number): Span {
  if (column < view.from) return moved(view, column - view.from, columns);
  if (column + 1 > view.to) return moved(view, column + 1 - view.to, columns);
  return view;
}

/** A span of about so many columns with the given one in its middle; the view given where that is shorter already. */
export function closeUp(view: Span, column: number, length: number, columns: number): Span {
  const wanted = Math.min(view.to - view.from, length);
  return within(column - wanted / 2, wanted, columns);
}

function within(from: number, length: number, columns: number): Span {
  const start = Math.max(0, Math.min(from, columns - length));
  return { from: start, to: start + length };
}
