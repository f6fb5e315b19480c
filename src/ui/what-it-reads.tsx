import { t } from "./words.ts";
import "./what-it-reads.css";

/** What it reads and what it does not, side by side. */
export function WhatItReads() {
  return (
    <section class="page-section">
      <h2>{t("readsTitle")}</h2>
      <div class="reads">
        <div>
          <h3>{t("readsYes")}</h3>
          <ul>
            <li>{t("readsVideos")}</li>
            <li>{t("readsFaces")}</li>
            <li>{t("readsNames")}</li>
          </ul>
        </div>
        <div>
          <h3>{t("readsNo")}</h3>
          <ul>
            <li>{t("readsNoFeelings")}</li>
            <li>{t("readsNoSending")}</li>
            <li>{t("readsNoPictures")}</li>
            <li>{t("readsNoStart")}</li>
          </ul>
        </div>
      </div>
    </section>
  );
}
