import type { ComponentChildren } from "preact";
import "./tool.css";
import { moved, type Span, zoomed } from "./view.ts";
import { t } from "./words.ts";

/** One press of a zoom button or key. */
const ZOOM_STEP = 0.5;
/** A press of the buttons to the sides goes this part of the view. */
const STRIDE = 0.5;

interface ViewControls {
  readonly view: Span;
  readonly columns: number;
  /** The column that keeps its place when the view is zoomed, if it is in view. */
  readonly around: number | null;
  readonly onView: (view: Span) => void;
}

/** What the keys + (also without Shift), − and 0 do: zoom, and show all. */
export function zoomKeys({ view, columns, around, onView }: ViewControls): Record<string, () => void> {
  const zoomIn = () => onView(zoomed(view, ZOOM_STEP, around, columns));
  return {
    "+": zoomIn,
    "=": zoomIn,
    "-": () => onView(zoomed(view, 1 / ZOOM_STEP, around, columns)),
    "0": () => onView({ from: 0, to: columns }),
  };
}

/**
 * The buttons that change what part of a timeline is in view, and others beside them. Those for which there is nothing to
 * do are not "disabled", which would take the focus from them: pressed they change nothing.
 */
export function ViewButtons(props: ViewControls & { readonly children?: ComponentChildren }) {
  const { view, columns, onView, children } = props;
  const isWhole = view.to - view.from >= columns;
  const keys = zoomKeys(props);
  const move = (by: number) => onView(moved(view, by * (view.to - view.from), columns));
  return (
    <fieldset class="timeline-buttons" aria-label={t("reportZoom")}>
      <ViewButton name={t("reportEarlier")} sign="←" isOff={view.from <= 0} onClick={() => move(-STRIDE)} />
      <ViewButton name={t("reportLater")} sign="→" isOff={view.to >= columns} onClick={() => move(STRIDE)} />
      <ViewButton name={t("reportZoomOut")} sign="−" isOff={isWhole} onClick={keys["-"]} />
      <ViewButton name={t("reportZoomIn")} sign="+" onClick={keys["+"]} />
      <button type="button" class="tool" aria-disabled={isWhole} onClick={keys["0"]}>
        {t("reportWhole")}
      </button>
      {children}
    </fieldset>
  );
}

interface ViewButtonProps {
  readonly name: string;
  readonly sign: string;
  readonly isOff?: boolean;
  readonly onClick: (() => void) | undefined;
}

function ViewButton({ name, sign, isOff = false, onClick }: ViewButtonProps) {
  return (
    <button type="button" class="tool tool-sign" aria-label={name} title={name} aria-disabled={isOff} onClick={onClick}>
      {sign}
    </button>
  );
}
