import { PLATE_STYLES } from "../../ui/plate-styles.ts";

/**
 * The host element takes nothing from the page's styles and never an event from the page's own buttons. As important
 * as inline styles can be, for pages style everything.
 */
export const HOST_STYLE = [
  "all: initial",
  "position: fixed",
  "inset: 0",
  "width: auto",
  "height: auto",
  "overflow: hidden",
  "pointer-events: none",
  "z-index: 2147483647",
]
  .map((declaration) => `${declaration} !important`)
  .join(";");

export const OVERLAY_STYLES = `
${PLATE_STYLES}
.badge {
  top: 0;
  left: 0;
}
.badge[hidden] {
  display: none;
}
/* At the middle of the edge: pages have headings, menus and buttons in their corners. */
.indicator {
  top: calc(50% - 14px);
  left: 4px;
  overflow: hidden;
  max-width: min(400px, calc(100vw - 24px));
  animation: appear 400ms ease-out, shrink 500ms ease-in-out 6s forwards;
}
.indicator span {
  animation: vanish 300ms ease-out 6s forwards;
}
@keyframes appear {
  from { opacity: 0; }
}
@keyframes shrink {
  from { max-width: 240px; }
  to { max-width: 28px; padding-inline: 4px; opacity: 0.7; }
}
@keyframes vanish {
  to { opacity: 0; }
}
@media (prefers-reduced-motion: reduce) {
  .indicator { animation-duration: 1ms; }
  .indicator span { animation-duration: 1ms; }
}
`;
