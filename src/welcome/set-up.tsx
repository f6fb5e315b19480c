import { useState } from "preact/hooks";
import { type Purpose, saveSettings } from "../messages/settings.ts";
import { Choices } from "../ui/choices.tsx";
import { Warning } from "../ui/warning.tsx";
import { t } from "../ui/words.ts";
import { PURPOSE_SETTINGS, purposeChoices } from "./purposes.ts";
import "./set-up.css";

/** What it is for, the promise, and the button that ends the welcome. */
export function SetUp() {
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const [trouble, setTrouble] = useState("");
  const finish = (event: SubmitEvent) => {
    event.preventDefault();
    if (!purpose) return;
    setTrouble("");
    const save = saveSettings({ ...PURPOSE_SETTINGS[purpose], purpose, welcomeDone: true });
    save.catch(() => setTrouble(t("notSaved")));
  };
  return (
    <form class="page-section set-up" onSubmit={finish}>
      <h2>{t("purposeTitle")}</h2>
      <p class="page-soft">{t("purposeText")}</p>
      <Choices legend={t("purposeLegend")} choices={purposeChoices()} value={purpose} onChoose={setPurpose} />
      <label class="promise">
        <input type="checkbox" required />
        <span>{t("promise")}</span>
      </label>
      <button type="submit" class="button">
        {t("turnOnCountenance")}
      </button>
      <Warning words={trouble} />
    </form>
  );
}
