import { t } from "../../ui/words.ts";
import { drawMark } from "./mark.ts";

/** Says that Countenance is on, to screen readers too: it may have begun by itself. Then it shrinks to its mark. */
export function createIndicator(): HTMLElement {
  const element = document.createElement("div");
  element.className = "plate indicator";
  const words = document.createElement("span");
  words.role = "status";
  // What a live region comes with is not read out, only what comes later.
  requestAnimationFrame(() => {
    words.textContent = t("contentIndicator");
  });
  element.append(drawMark(), words);
  return element;
}
