import { useEffect, useRef } from "preact/hooks";
import { moved, type Span, zoomed } from "./view.ts";

/** A wheel turned by this many pixels doubles or halves what is seen. */
const WHEEL_PIXELS_TO_DOUBLE = 200;

interface ViewWheel {
  /** What lies over the timeline's lanes, a child of the timeline. */
  readonly plot: { readonly current: HTMLElement | null };
  readonly view: Span;
  readonly columns: number;
  readonly onView: (view: Span) => void;
}

/**
 * The wheel with Ctrl or ⌘ zooms (a trackpad's pinch comes as that); sideways, or with Shift, it moves the view. Turned without
 * a key the wheel scrolls the page.
 */
export function useViewWheel(given: ViewWheel): void {
  const latest = useRef(given);
  latest.current = given;
  // Preact listens passively to wheels; this one must keep the page from zooming.
  useEffect(() => {
    const timeline = latest.current.plot.current?.parentElement;
    const life = new AbortController();
    const onWheel = (event: WheelEvent) => {
      const { plot, view, columns, onView } = latest.current;
      const { left = 0, width = 1 } = plot.current?.getBoundingClientRect() ?? {};
      const columnsPerPixel = (view.to - view.from) / Math.max(1, width);
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        // A pinch comes in small steps.
        const delta = event.deltaY * (Math.abs(event.deltaY) < 20 ? 4 : 1);
        const around = view.from + (event.clientX - left) * columnsPerPixel;
        onView(zoomed(view, 2 ** (delta / WHEEL_PIXELS_TO_DOUBLE), around, columns));
      } else if (event.shiftKey || Math.abs(sideways) > Math.abs(event.deltaY)) {
        event.preventDefault();
        onView(moved(view, sideways * columnsPerPixel, columns));
      }
    };
    timeline?.addEventListener("wheel", onWheel, { passive: false, signal: life.signal });
    return () => life.abort();
  }, []);
}
