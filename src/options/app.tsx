import { useEffect, useState } from "preact/hooks";
import { type Settings, saveSettings } from "../messages/settings.ts";
import { Page } from "../ui/show-page.tsx";
import { useSaid } from "../ui/use-said.tsx";
import { useSettings } from "../ui/use-settings.ts";
import { t } from "../ui/words.ts";
import { AlwaysOn } from "./always-on.tsx";
import { EraseEverything } from "./erase-everything.tsx";
import type { Save } from "./group.ts";
import { InTheCall } from "./in-the-call.tsx";
import { WhatIsKept } from "./what-is-kept.tsx";
import { WhoIsRead } from "./who-is-read.tsx";
import "./options.css";

/** "Saved" is shown for so long, in ms. */
const SAVED_MS = 3000;

export function App({ initialSettings }: { readonly initialSettings: Settings }) {
  const settings = useSettings(initialSettings);
  const [said, say] = useSaid();
  // Counted: what is saved shortly after is said for as long.
  const [saved, setSaved] = useState(0);
  useEffect(() => {
    if (saved === 0) return;
    const timer = setTimeout(() => say(""), SAVED_MS);
    return () => clearTimeout(timer);
  }, [saved, say]);
  const save: Save = async (change) => {
    const isSaved = await saveSettings(change).then(
      () => true,
      () => false,
    );
    say(isSaved ? t("saved") : t("notSaved"));
    setSaved((times) => (isSaved ? times + 1 : 0));
    return isSaved;
  };
  return (
    <Page title={t("optionsTitle")}>
      {!settings.welcomeDone && (
        <p class="options-banner">
          {t("optionsNotSetUp")} <a href="../welcome/welcome.html">{t("setUp")}</a>
        </p>
      )}
      <WhoIsRead settings={settings} save={save} />
      <InTheCall settings={settings} save={save} />
      <WhatIsKept settings={settings} save={save} />
      <AlwaysOn settings={settings} save={save} />
      <EraseEverything />
      <nav class="page-section page-links">
        <a href="../privacy/privacy.html">{t("privacyTitle")}</a>
        <a href="../welcome/welcome.html">{t("welcomePage")}</a>
      </nav>
      <p class="options-said" role="status">
        {said}
      </p>
    </Page>
  );
}
