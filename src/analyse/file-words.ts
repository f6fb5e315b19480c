import { MEDIA_FILE_TROUBLES } from "../files/media-file-error.ts";
import { duration, type MessageKey, percent, plural, t } from "../ui/words.ts";
import type { Entry, Trouble } from "./file-queue.ts";

const TROUBLES: Readonly<Record<Trouble, MessageKey>> = {
  ...MEDIA_FILE_TROUBLES,
  engine: "analyseEngineTrouble",
  backend: "analyseBackendTrouble",
  withheld: "analyseWithheld",
};

/** How things stand with a file, in a few words; of trouble, the sentence that says what to do. */
export function stateWords({ state, trouble, progress, leftMs, faces }: Entry, isPaused: boolean): string {
  switch (state) {
    case "waiting":
      return t("analyseWaiting");
    case "reading":
      if (isPaused) return t("analysePaused", percent(progress));
      if (leftMs === null) return progress > 0 ? t("analyseReading", percent(progress)) : t("analyseOpening");
      return t("analyseTimeLeft", percent(progress), duration(Math.max(1000, leftMs)));
    case "done":
      return plural("analyseFaces", faces);
    case "nothing":
      return t("analyseNoFaces");
    case "stopped":
      return t("analyseStopped");
    case "trouble":
      return t(TROUBLES[trouble ?? "broken"]);
  }
}
