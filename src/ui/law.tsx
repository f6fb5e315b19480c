import { t } from "./words.ts";

/** The legal notice, in plain words. */
export function Law() {
  return (
    <section class="page-section">
      <h2>{t("lawTitle")}</h2>
      <p>{t("lawWork")}</p>
      <p>{t("lawTell")}</p>
      <p class="page-soft">{t("lawElsewhere")}</p>
    </section>
  );
}
