import { useEffect, useState } from "preact/hooks";
import { type Settings, saveSettings } from "../messages/settings.ts";
import { Page } from "../ui/show-page.tsx";
import { useSettings } from "../ui/use-settings.ts";
import { t } from "../ui/words.ts";
import { AlwaysOn } from "./always-on.tsx";
import { EraseEverything } from "./erase-everything.tsx";
import { InTheCall } from "./in-the-call.tsx";
import { WhatIsKept } from "./what-is-kept.tsx";
import { WhoIsRead } from "./who-is-read.tsx";
import "./options.css";

/** "Saved" is shown for so long, in ms. */
const SAVED_MS = 3000;

/** Saves a change and says so. */
export type Save = (change: Partial<Settings>) => Promise<void>;

export function App({ initialSettings }: { readonly initialSettings: Settings }) {
  const settings = useSettings(initialSettings);
  const [said, say] = useState("");
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => say(""), SAVED_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const save: Save = async (change) => {
    const words = await saveSettings(change).then(
      () => t("saved"),
      () => t("notSaved"),
    );
    say(words);
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
