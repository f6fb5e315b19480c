import { t } from "../ui/words.ts";
import "./notice.css";

/** What has to be known before the first use. */
export function Notice({ onUnderstood }: { readonly onUnderstood: () => void }) {
  return (
    <main class="notice">
      <h2>{t("noticeTitle")}</h2>
      <dl>
        <dt>{t("noticeReadsTitle")}</dt>
        <dd>{t("noticeReads")}</dd>
        <dt>{t("noticeStaysTitle")}</dt>
        <dd>{t("noticeStays")}</dd>
        <dt>{t("noticeTellTitle")}</dt>
        <dd>{t("noticeTell")}</dd>
        <dt>{t("noticeLawTitle")}</dt>
        <dd>{t("noticeLaw")}</dd>
      </dl>
      <button type="button" class="button" onClick={onUnderstood}>
        {t("noticeUnderstood")}
      </button>
    </main>
  );
}
