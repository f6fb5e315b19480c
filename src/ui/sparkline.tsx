import { HISTORY_STEPS } from "../session/call-view.ts";
import "./sparkline.css";

/** The drawing's own units: one across for a step of time, ±{@link REACH} upright. */
const REACH = 12;

interface SparklineProps {
  /** Values of −1 … 1, oldest first; null leaves a gap. The last one stands at the right edge. */
  readonly values: readonly (number | null)[];
}

/** A small line of the last minutes around a line of zero. Hidden from screen readers. */
export function Sparkline({ values }: SparklineProps) {
  const path = sparklinePath(values);
  return (
    <svg
      class="sparkline"
      viewBox={`-1 ${-REACH - 1} ${HISTORY_STEPS + 1} ${2 * REACH + 2}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="sparkline-zero" d={`M0 0H${HISTORY_STEPS - 1}`} />
      {path && <path class="sparkline-line" d={path} />}
    </svg>
  );
}

/** The `d` of the line through the values; a value alone between gaps is a point. */
export function sparklinePath(values: readonly (number | null)[]): string {
  const shown = values.slice(-HISTORY_STEPS);
  const firstX = HISTORY_STEPS - shown.length;
  return shown
    .map((value, i) => {
      if (value === null) return "";
      const x = firstX + i;
      const y = round(-REACH * Math.max(-1, Math.min(1, value)));
      const goesOn = i > 0 && shown[i - 1] !== null;
      const isAlone = !goesOn && (shown[i + 1] ?? null) === null;
      // With round caps a line of no length is a dot.
      return `${goesOn ? "L" : "M"}${x} ${y}${isAlone ? "h0" : ""}`;
    })
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10 || 0;
}
