import { PLATE_STYLES } from "../ui/plate-styles.ts";

const ELEMENT_STYLES = `
:host {
  position: absolute;
  top: 0;
  left: 0;
  width: 0;
  height: 0;
  pointer-events: none;
}
:host([hidden]) {
  display: none;
}
.frame {
  position: absolute;
  top: 0;
  left: 0;
  overflow: hidden;
  transform-origin: 0 0;
}
.frame[hidden] {
  display: none;
}
.box {
  position: absolute;
  top: 0;
  left: 0;
  box-sizing: border-box;
  border: 2px solid var(--countenance-box, #fff);
  border-radius: 12px;
  box-shadow: 0 0 0 1px rgb(0 0 0 / 45%), inset 0 0 0 1px rgb(0 0 0 / 45%);
}
.plate {
  top: 0;
  left: 0;
}
${PLATE_STYLES}
.ruler {
  position: absolute;
  top: 0;
  left: 0;
  width: 0;
  height: 0;
  overflow: hidden;
  visibility: hidden;
}
.ruler div {
  position: absolute;
  top: 0;
  left: 0;
}
.summary {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: 0;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
@media (prefers-reduced-motion: no-preference) {
  .moving .box, .moving .plate { transition: transform 120ms linear, width 120ms linear, height 120ms linear; }
}
`;

/** Styles a shadow root with a sheet of its document's own, as no document takes another's. One that is not shown needs none. */
export function adoptStyles(root: ShadowRoot): void {
  const { defaultView: window } = root.ownerDocument;
  if (!window) return;
  const styles = new window.CSSStyleSheet();
  styles.replaceSync(ELEMENT_STYLES);
  root.adoptedStyleSheets = [styles];
}
