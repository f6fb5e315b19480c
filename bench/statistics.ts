/** Of many measurements. */
export interface Spread {
  readonly n: number;
  readonly median: number;
  /** The quartiles: half of the measurements lie between. */
  readonly from: number;
  readonly to: number;
}

export function spread(values: readonly number[]): Spread {
  return { n: values.length, median: quantile(values, 0.5), from: quantile(values, 0.25), to: quantile(values, 0.75) };
}

/** Linear between the two nearest. @param share 0 … 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place % 1);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Adds to what has been measured of someone. */
export function collect(measured: Record<string, number[]>, id: string, values: readonly number[]): void {
  const known = measured[id] ?? [];
  measured[id] = known;
  known.push(...values);
}
