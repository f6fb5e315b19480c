import { useState } from "preact/hooks";
import { useSaid } from "../ui/use-said.tsx";
import { t } from "../ui/words.ts";
import { Confirm } from "./confirm.tsx";
import { eraseEverything } from "./erase.ts";

/** One button for all that the extension has. */
export function EraseEverything() {
  const [isAsking, setIsAsking] = useState(false);
  const [said, say] = useSaid();
  const erase = async () => {
    setIsAsking(false);
    const words = await eraseEverything().then(
      () => t("erased"),
      () => t("eraseFailed"),
    );
    say(words);
  };
  return (
    <section class="page-section">
      <h2>{t("eraseTitle")}</h2>
      <p class="page-soft">{t("eraseText")}</p>
      <button type="button" class="button button-quiet button-erase" onClick={() => setIsAsking(true)}>
        {t("eraseButton")}
      </button>
      <p class="erase-said" role="status">
        {said}
      </p>
      {isAsking && (
        <Confirm
          title={t("eraseAsk")}
          text={t("eraseAskText")}
          confirm={t("eraseConfirm")}
          onConfirm={() => void erase()}
          onCancel={() => setIsAsking(false)}
        />
      )}
    </section>
  );
}
