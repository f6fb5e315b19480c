import type { Verdict } from "../engine/reading.ts";
import { EXPRESSION_COLOURS } from "./expression-colours.ts";
import { svgElement } from "./svg-element.ts";
import { EXPRESSION_SYMBOLS, STATE_SYMBOLS, SYMBOL_SIZE, SYMBOL_STROKE } from "./symbols.ts";

/** What a face shows, or the sign of a reading that is not sure. For plates, where there is no Preact. */
export function drawReading({ dominant, doubt }: Verdict): SVGSVGElement {
  return doubt === null
    ? drawSymbol(EXPRESSION_SYMBOLS[dominant], EXPRESSION_COLOURS[dominant])
    : drawSymbol(STATE_SYMBOLS.notSure, null);
}

/** A symbol's lines on a disc of a colour or, without one, in a ring. */
function drawSymbol(path: string, disc: string | null): SVGSVGElement {
  const svg = svgElement("svg", { viewBox: `0 0 ${SYMBOL_SIZE} ${SYMBOL_SIZE}`, "aria-hidden": "true" });
  svg.classList.add("symbol", disc ? "on-disc" : "in-ring");
  const centre = SYMBOL_SIZE / 2;
  const circle = svgElement("circle", { cx: centre, cy: centre, r: centre - 0.75 });
  if (disc) circle.style.fill = disc;
  svg.append(circle, svgElement("path", { d: path, "stroke-width": SYMBOL_STROKE }));
  return svg;
}
