import { useRef } from "preact/hooks";
import { useViewWheel } from "../ui/use-view-wheel.ts";
import { moved, type Span, zoomed } from "../ui/view.ts";

/** A drag begins after so many pixels: less is a click with an unsteady hand. */
const DRAG_PIXELS = 4;

interface Pointing {
  readonly plot: { readonly current: HTMLElement | null };
  readonly view: Span;
  readonly seconds: number;
  readonly onView: (view: Span) => void;
  /** Where the cursor stays: what was clicked, or where a finger went. */
  readonly onCursor: (second: number) => void;
  /** What a mouse is over; null once it has left. */
  readonly onPoint: (second: number | null) => void;
}

/**
 * Pointing at the plot reads a second, a click keeps it, dragging moves the view, two fingers zoom it, as does a double click; the
 * wheel as in {@link useViewWheel}.
 */
export function usePointing(given: Pointing) {
  const latest = useRef(given);
  latest.current = given;
  const pointers = useRef(new Map<number, { x: number; startX: number }>());
  const isDragging = useRef(false);

  useViewWheel({ plot: given.plot, view: given.view, columns: given.seconds, onView: given.onView });

  function keep(clientX: number): void {
    latest.current.onPoint(null);
    latest.current.onCursor(nearestSecond(latest.current, clientX));
  }

  return {
    onPointerDown: (event: PointerEvent) => {
      if (!isOnPlot(latest.current, event) || event.button !== 0) return;
      // Wherever it is let go, the end of it comes here.
      latest.current.plot.current?.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, { x: event.clientX, startX: event.clientX });
      isDragging.current = pointers.current.size > 1;
      keep(event.clientX);
    },
    onPointerMove: (event: PointerEvent) => {
      const pointer = pointers.current.get(event.pointerId);
      if (!pointer) {
        const { onPoint } = latest.current;
        onPoint(isOnPlot(latest.current, event) ? nearestSecond(latest.current, event.clientX) : null);
        return;
      }
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      if (Math.abs(event.clientX - pointer.startX) > DRAG_PIXELS) isDragging.current = true;
      if (!isDragging.current) return;
      const { view, seconds, onView } = latest.current;
      if (other) {
        const before = Math.max(1, Math.abs(pointer.x - other.x));
        const now = Math.max(1, Math.abs(event.clientX - other.x));
        onView(zoomed(view, before / now, secondAt(latest.current, (event.clientX + other.x) / 2), seconds));
      } else if (view.to - view.from >= seconds) {
        // There is nowhere to move to: a finger reads.
        keep(event.clientX);
      } else {
        onView(moved(view, (pointer.x - event.clientX) * secondsPerPixel(latest.current), seconds));
      }
      pointer.x = event.clientX;
    },
    onPointerLeave: () => latest.current.onPoint(null),
    onPointerUp: (event: PointerEvent) => void pointers.current.delete(event.pointerId),
    onPointerCancel: (event: PointerEvent) => void pointers.current.delete(event.pointerId),
    onDblClick: (event: MouseEvent) => {
      const { view, seconds, onView } = latest.current;
      if (isOnPlot(latest.current, event)) onView(zoomed(view, 0.5, secondAt(latest.current, event.clientX), seconds));
    },
  };
}

function nearestSecond(pointing: Pointing, clientX: number): number {
  return Math.max(0, Math.min(pointing.seconds - 1, Math.floor(secondAt(pointing, clientX))));
}

/** Labels stand in the timeline, too, on a narrow page above the plots, and buttons where nothing is drawn. */
function isOnPlot({ plot }: Pointing, event: MouseEvent): boolean {
  if (event.target instanceof Element && event.target.closest(".lane-label, .lane-remove")) return false;
  const box = plot.current?.getBoundingClientRect();
  return box !== undefined && event.clientX >= box.left && event.clientX <= box.right;
}

function secondAt(pointing: Pointing, clientX: number): number {
  const left = pointing.plot.current?.getBoundingClientRect().left ?? 0;
  return pointing.view.from + (clientX - left) * secondsPerPixel(pointing);
}

function secondsPerPixel({ plot, view }: Pointing): number {
  return (view.to - view.from) / Math.max(1, plot.current?.clientWidth ?? 1);
}
