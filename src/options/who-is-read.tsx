import { Choices } from "../ui/choices.tsx";
import { t } from "../ui/words.ts";
import type { GroupProps } from "./group.ts";
import { NameList } from "./name-list.tsx";

/** Whose faces are read, and whose never. */
export function WhoIsRead({ settings, save }: GroupProps) {
  const { faces, leaveOut } = settings;
  return (
    <section class="page-section">
      <h2>{t("optionsWho")}</h2>
      <Choices
        legend={t("facesSetting")}
        choices={[
          { value: "everyone", title: t("facesEveryone"), text: t("facesEveryoneText") },
          { value: "mine", title: t("facesMine"), text: t("facesMineText") },
        ]}
        value={faces}
        onChoose={(chosen) => void save({ faces: chosen })}
      />
      <h3 class="options-heading">{t("leaveOutTitle")}</h3>
      <p class="page-soft">{t("leaveOutText")}</p>
      <NameList
        label={t("leaveOutLabel")}
        entries={leaveOut}
        onAdd={async (name) =>
          leaveOut.includes(name) || (await save((now) => ({ leaveOut: [...now.leaveOut, name] }))) ? "" : t("notSaved")
        }
        onRemove={(name) => void save((now) => ({ leaveOut: now.leaveOut.filter((each) => each !== name) }))}
      />
    </section>
  );
}
