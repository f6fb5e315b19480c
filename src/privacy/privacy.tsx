// What the extension does with what it sees, in plain words: PRIVACY.md as a page.

import { Page, showPage } from "../ui/show-page.tsx";
import { t } from "../ui/words.ts";
import { Law } from "../welcome/law.tsx";
import { Permissions } from "../welcome/permissions.tsx";
import { WhatItReads } from "../welcome/what-it-reads.tsx";

showPage(
  t("privacyTitle"),
  <Page title={t("privacyTitle")} lead={t("privacyLead")}>
    <WhatItReads />
    <section class="page-section">
      <h2>{t("privacyKeptTitle")}</h2>
      <p>{t("privacyKept")}</p>
      <p>{t("privacyKeptNever")}</p>
      <p>{t("privacyFiles")}</p>
    </section>
    <section class="page-section">
      <h2>{t("privacyWhereTitle")}</h2>
      <p>{t("privacyWhere")}</p>
    </section>
    <section class="page-section">
      <h2>{t("privacyHowLongTitle")}</h2>
      <p>{t("privacyHowLong")}</p>
      <p>{t("privacyErase")}</p>
    </section>
    <Permissions />
    <Law />
    <p class="page-section page-links">
      <a href="../options/options.html">{t("optionsTitle")}</a>
    </p>
  </Page>,
);
