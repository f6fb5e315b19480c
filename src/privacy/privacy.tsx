// What the extension does with what it sees, in plain words: PRIVACY.md as a page.

import { Law } from "../ui/law.tsx";
import { Permissions } from "../ui/permissions.tsx";
import { Page, showPage } from "../ui/show-page.tsx";
import { WhatItReads } from "../ui/what-it-reads.tsx";
import { t } from "../ui/words.ts";

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
