// What the scenarios that measure time say of it.

import { barChart } from "./bar-chart.ts";
import { OURS } from "./contestants/all.ts";
import { table } from "./markdown.ts";
import type { Each } from "./scenarios/scenario.ts";
import type { Spread } from "./statistics.ts";

type Named = { readonly id: string; readonly name: string };

/** @param columns a heading, milliseconds, and the faces found in a picture. */
export function speedTable(
  contestants: readonly Named[],
  columns: readonly (readonly [string, Each<Spread>, Each<number>])[],
): string {
  return table([
    ["", ...columns.flatMap(([heading]) => [heading, "× ours", "faces found"])],
    ...contestants.map(({ id, name }) => [
      name,
      ...columns.flatMap(([, ms, found]) => [milliseconds(ms[id]), times(ms, id), (found[id] ?? 0).toFixed(2)]),
    ]),
  ]);
}

export function timesChart(
  title: string,
  contestants: readonly Named[],
  groups: readonly (readonly [string, Each<Spread>])[],
): string {
  const bars = groups.map(([heading, ms]) => ({
    heading,
    bars: contestants.map(({ id, name }) => ({ name, value: ms[id]?.median ?? 0, ours: id === OURS.id })),
  }));
  return barChart(title, bars, (value) => `${value.toFixed(value < 20 ? 1 : 0)} ms`);
}

/** Whose figure is less than ours, and in what. */
export function lessThanOurs(
  what: string,
  contestants: readonly Named[],
  figure: (id: string) => number | undefined,
): readonly string[] {
  const ours = figure(OURS.id) ?? Number.NaN;
  const better = contestants.filter(({ id }) => (figure(id) ?? Number.NaN) < ours);
  return better.length === 0 ? [] : [`${what}: ${better.map(({ name }) => name).join("; ")}`];
}

/** The fastest rival's median over ours, as "3.2 times". */
export function fasterThanRivals(ms: Each<Spread>, contestants: readonly Named[]): string {
  const rivals = contestants.flatMap(({ id }) => (id === OURS.id ? [] : (ms[id]?.median ?? [])));
  return rivals.length === 0
    ? "an unmeasured multiple of"
    : `${(Math.min(...rivals) / (ms[OURS.id]?.median ?? Number.NaN)).toFixed(1)} times`;
}

export function milliseconds(ms: Spread | undefined): string {
  if (!ms) return "–";
  const digits = ms.median < 100 ? 1 : 0;
  return `${ms.median.toFixed(digits)} ms (${ms.from.toFixed(digits)}–${ms.to.toFixed(digits)})`;
}

export function times(ms: Each<Spread>, id: string): string {
  const ratio = (ms[id]?.median ?? Number.NaN) / (ms[OURS.id]?.median ?? Number.NaN);
  return Number.isFinite(ratio) ? ratio.toFixed(1) : "–";
}
