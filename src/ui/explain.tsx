import "./explain.css";
import { t } from "./words.ts";

/** Behind a click, how the figures above it come about: one paragraph for each. */
export function Explain({ paragraphs }: { readonly paragraphs: readonly string[] }) {
  return (
    <details class="explain">
      <summary>{t("howComputed")}</summary>
      {paragraphs.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </details>
  );
}
