/** Words and symbols over videos: dark plates with a light rim, readable on light pages, dark pages and any video. */
export const PLATE_STYLES = `
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
@media (forced-colors: active) {
  .plate { border: 1px solid CanvasText; }
}
@media print {
  .plate { display: none; }
}
`;
