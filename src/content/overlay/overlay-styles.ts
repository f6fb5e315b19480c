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

/** Dark plates with a light rim: readable on light pages, dark pages and any video. */
export const OVERLAY_STYLES = `
.plate {
  position: absolute;
  display: flex;
  align-items: center;
  gap: 6px;
  box-sizing: border-box;
  height: 28px;
  padding: 0 10px 0 5px;
  border-radius: 14px;
  background: rgb(25 24 23 / 82%);
  box-shadow: 0 0 0 1px rgb(255 255 255 / 22%), 0 1px 4px rgb(0 0 0 / 30%);
  color: #f1eee9;
  color-scheme: dark;
  font: 500 13px / 18px BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", Cantarell, Ubuntu, "Liberation Sans", system-ui, sans-serif;
  white-space: nowrap;
}
.plate svg {
  flex: none;
  width: 20px;
  height: 20px;
}
.symbol {
  fill: none;
  stroke: currentColor;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.on-disc circle {
  stroke: none;
}
.on-disc path {
  stroke: #191817;
}
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
@media (forced-colors: active) {
  .plate { border: 1px solid CanvasText; }
}
@media print {
  .plate { display: none; }
}
`;
