import { useEffect, useRef } from "preact/hooks";
import { type ChartContent, chartSvg } from "./chart-svg.ts";

/** The timeline as paper has it: the drawing that is exported, made when printing begins. */
export function PrintedChart({ chart }: { readonly chart: ChartContent }) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(chart);
  latest.current = chart;
  useEffect(() => {
    const life = new AbortController();
    const { signal } = life;
    window.addEventListener(
      "beforeprint",
      () => {
        const drawn = new DOMParser().parseFromString(chartSvg(latest.current, true), "image/svg+xml");
        place.current?.replaceChildren(document.importNode(drawn.documentElement, true));
      },
      { signal },
    );
    window.addEventListener("afterprint", () => place.current?.replaceChildren(), { signal });
    return () => life.abort();
  }, []);
  return <div ref={place} class="printed-chart" aria-hidden="true" />;
}
