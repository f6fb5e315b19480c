type Column = ArrayLike<number | null | undefined>;

/** The runs of places that have a value. */
export function stretches(column: Column): number[][] {
  const found: number[][] = [];
  for (let i = 0; i < column.length; i++) {
    if (typeof column[i] !== "number") continue;
    const last = found.at(-1);
    if (last?.at(-1) === i - 1) last.push(i);
    else found.push([i]);
  }
  return found;
}

/**
 * Where an area between two lines is highest; null where there is none. Nearer than `reach` to a gap is no place: a symbol in the
 * ground's colour would be cut off there.
 */
export function highestPlace(
  seconds: ArrayLike<number>,
  top: Column,
  below: Column | undefined,
  reach: number,
): { at: number; top: number; bottom: number } | null {
  let found: { at: number; top: number; bottom: number } | null = null;
  for (const stretch of stretches(top)) {
    const from = seconds[stretch[0] ?? 0] ?? 0;
    const to = seconds[stretch.at(-1) ?? 0] ?? 0;
    for (const at of stretch) {
      const second = seconds[at] ?? 0;
      const place = { at, top: top[at] ?? 0, bottom: below?.[at] ?? 0 };
      if (second - from < reach || to - second < reach) continue;
      if (!found || place.top - place.bottom > found.top - found.bottom) found = place;
    }
  }
  return found;
}
