/**
 * When to look at a film: 0, `everyMs`, 2 `everyMs` … before its end. Where the first frame comes later than that, the first look
 * waits for it. All in ms.
 */
export function* moments(firstMs: number, endMs: number, everyMs: number): Generator<number> {
  if (!(everyMs > 0)) throw new RangeError(`A film can be looked at every so many milliseconds, not every ${everyMs}.`);
  let last = Number.NEGATIVE_INFINITY;
  const first = Math.max(0, Math.floor(firstMs / everyMs));
  for (let i = first; i === first || i * everyMs < endMs; i++) {
    const moment = Math.max(i * everyMs, firstMs);
    if (moment > last) yield moment;
    last = moment;
  }
}
