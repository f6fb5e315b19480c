import { useRef, useState } from "preact/hooks";
import type { Retention } from "../messages/settings.ts";
import { countPast, pruneSessions } from "../session/store.ts";
import { Choices } from "../ui/choices.tsx";
import { t } from "../ui/words.ts";
import { Confirm } from "./confirm.tsx";
import type { GroupProps } from "./group.ts";
import { SettingSwitch } from "./setting-switch.tsx";

/** What stays of a call, and for how long. */
export function WhatIsKept({ settings, save }: GroupProps) {
  const [asked, setAsked] = useState<Retention | null>(null);
  /** Made so far: one that another overtook, as arrow keys do, does nothing. */
  const choices = useRef(0);
  const keep = async (retention: Retention) => {
    setAsked(null);
    // What can't be read can't be deleted now; the next call's beginning tries again.
    if (await save({ retention })) await pruneSessions(retention, Date.now()).catch(() => undefined);
  };
  const choose = async (retention: Retention) => {
    const choice = ++choices.current;
    // Where they can't be counted there may be some.
    const past = await countPast(retention, Date.now()).catch(() => 1);
    if (choice !== choices.current) return;
    if (past > 0) setAsked(retention);
    else await keep(retention);
  };
  return (
    <section class="page-section">
      <h2>{t("optionsKept")}</h2>
      <SettingSwitch
        title={t("namesSetting")}
        text={t("namesMeaning")}
        on={settings.keepNames}
        onToggle={(keepNames) => void save({ keepNames })}
      />
      <Choices
        legend={t("retentionSetting")}
        choices={[
          { value: "session", title: t("retentionSession"), text: t("retentionSessionText") },
          { value: "30-days", title: t("retentionMonth"), text: t("retentionMonthText") },
          { value: "forever", title: t("retentionForever") },
        ]}
        value={asked ?? settings.retention}
        onChoose={(retention) => void choose(retention)}
      />
      {asked && (
        <Confirm
          title={t("retentionAsk")}
          text={asked === "session" ? t("retentionAskSession") : t("retentionAskMonth")}
          confirm={t("retentionConfirm")}
          onConfirm={() => void keep(asked)}
          onCancel={() => setAsked(null)}
        />
      )}
    </section>
  );
}
