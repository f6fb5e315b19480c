import { useRef } from "preact/hooks";
import { useWindowEvent } from "../ui/use-window-event.ts";
import { type ChartContent, chartSvg } from "./chart-svg.ts";

/** The timeline as paper has it: the drawing that is exported, made when printing begins. */
export function PrintedChart({ chart }: { readonly chart: ChartContent }) {
  const place = useRef<HTMLDivElement>(null);
  useWindowEvent("beforeprint", () => {
    const drawn = new DOMParser().parseFromString(chartSvg(chart, true), "image/svg+xml");
    place.current?.replaceChildren(document.importNode(drawn.documentElement, true));
  });
  useWindowEvent("afterprint", () => place.current?.replaceChildren());
  return <div ref={place} class="printed-chart" aria-hidden="true" />;
}
