import { t } from "../../ui/words.ts";
import { drawMark } from "./mark.ts";

/** Says that Countenance is on, then shrinks to its mark. */
export function createIndicator(): HTMLElement {
  const element = document.createElement("div");
  element.className = "plate indicator";
  const words = document.createElement("span");
  words.textContent = t("contentIndicator");
  element.append(drawMark(), words);
  return element;
}
