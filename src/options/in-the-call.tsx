import { Choices } from "../ui/choices.tsx";
import { t } from "../ui/words.ts";
import type { GroupProps } from "./group.ts";
import { SettingSwitch } from "./setting-switch.tsx";

/** What a call looks like, and what it costs. */
export function InTheCall({ settings, save }: GroupProps) {
  return (
    <section class="page-section">
      <h2>{t("optionsCall")}</h2>
      <SettingSwitch
        title={t("badgesSetting")}
        text={t("badgesMeaning")}
        on={settings.badges}
        onToggle={(badges) => void save({ badges })}
      />
      <Choices
        legend={t("rateSetting")}
        choices={[
          { value: 1, title: t("rateGentle"), text: t("rateGentleText") },
          { value: 4, title: t("rateNormal"), text: t("rateNormalText") },
          { value: 8, title: t("rateClose"), text: t("rateCloseText") },
        ]}
        value={settings.rate}
        onChoose={(rate) => void save({ rate })}
      />
      <Choices
        legend={t("backendSetting")}
        choices={[
          { value: "auto", title: t("backendAuto"), text: t("backendAutoText") },
          { value: "webgpu", title: t("backendWebgpu"), text: t("backendWebgpuText") },
          { value: "wasm", title: t("backendWasm"), text: t("backendWasmText") },
        ]}
        value={settings.backend}
        onChoose={(backend) => void save({ backend })}
      />
    </section>
  );
}
