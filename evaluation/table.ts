/** A table in Markdown, aligned for a terminal. The first row is the head, the first column names. */
export function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...rows].map((row) => (row[i] ?? "").length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** 0 … 1 in per cent. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** With its thousands apart. */
export function count(value: number): string {
  return value.toLocaleString("en");
}
