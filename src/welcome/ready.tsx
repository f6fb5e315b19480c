import type { RefObject } from "preact";
import { t } from "../ui/words.ts";
import "./ready.css";

/** The welcome is over: how to begin. */
export function Ready({ heading }: { readonly heading: RefObject<HTMLHeadingElement | null> }) {
  return (
    <section class="page-section ready">
      <h2 ref={heading} tabIndex={-1}>
        {t("readyTitle")}
      </h2>
      <ol>
        <li>{t("readyChat")}</li>
        <li>{t("readyToolbar")}</li>
        <li>{t("readySwitch")}</li>
      </ol>
      <p class="page-links">
        <a href="../options/options.html">{t("optionsTitle")}</a>
        <a href="../privacy/privacy.html">{t("privacyTitle")}</a>
      </p>
    </section>
  );
}
