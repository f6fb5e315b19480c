import type { ParticipantView, Presence } from "../session/call-view.ts";
import { readingPhrase } from "../ui/expressions.ts";
import { participantInWords } from "../ui/session-words.ts";
import { sharesInWords } from "../ui/shares-words.ts";
import { type MessageKey, percent, t } from "../ui/words.ts";

const PRESENCE: Readonly<Record<Exclude<Presence, "face">, MessageKey>> = {
  "no-face": "presenceNoFace",
  still: "presenceStill",
  unreadable: "presenceUnreadable",
  waiting: "presenceWaiting",
  "left-out": "presenceLeftOut",
  gone: "presenceGone",
};

/**
 * What is to be seen of the participant now: an expression, a doubt with its reason, or why there is no face. `leavesOut`: whether
 * anybody is left out, and so everybody without a name.
 */
export function presentPhrase({ presence, reading, name }: ParticipantView, leavesOut: boolean): string {
  if (presence === "left-out" && name === "" && leavesOut) return t("presenceNameless");
  if (presence !== "face") return t(PRESENCE[presence]);
  return reading ? readingPhrase(reading) : t("presenceWaiting");
}

/** The whole card as sentences, for a screen reader. */
export function participantSentence(participant: ParticipantView, leavesOut: boolean): string {
  const { shares } = participant;
  const now = t("sentenceNow", participantInWords(participant), presentPhrase(participant, leavesOut));
  if (!shares) return now;
  return `${now} ${t("sentenceShares", sharesInWords(shares), percent(shares.notSure))}`;
}
