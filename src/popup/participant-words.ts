import { EXPRESSIONS, type Expression } from "../engine/expression.ts";
import type { ParticipantView, Presence, Shares } from "../session/call-view.ts";
import { doubtPhrase, expressionLabel, expressionPhrase } from "../ui/expressions.ts";
import { list, type MessageKey, percent, t, wholeNumber } from "../ui/words.ts";

const PRESENCE: Readonly<Record<Exclude<Presence, "face">, MessageKey>> = {
  "no-face": "presenceNoFace",
  still: "presenceStill",
  unreadable: "presenceUnreadable",
  waiting: "presenceWaiting",
  "left-out": "presenceLeftOut",
  gone: "presenceGone",
};

/** Shares below this are not worth a word. */
const NOTABLE_SHARE = 0.01;

/** The name on the page, else "Participant 3". */
export function participantName({ name, number }: ParticipantView): string {
  return name || t("participantNumber", wholeNumber(number));
}

/** What is to be seen of the participant now: an expression, a doubt with its reason, or why there is no face. */
export function presentPhrase({ presence, reading }: ParticipantView): string {
  if (presence !== "face") return t(PRESENCE[presence]);
  if (!reading) return t("presenceWaiting");
  return reading.doubt ? t("notSureBecause", doubtPhrase(reading.doubt)) : expressionPhrase(reading.dominant);
}

/** The largest shares worth a word, largest first. */
export function leadingShares(shares: Shares, atMost: number): { expression: Expression; share: number }[] {
  return EXPRESSIONS.map((expression, i) => ({ expression, share: shares.probabilities[i] ?? 0 }))
    .filter(({ share }) => share >= NOTABLE_SHARE)
    .sort((a, b) => b.share - a.share)
    .slice(0, atMost);
}

/** The whole card as sentences, for a screen reader. */
export function participantSentence(participant: ParticipantView): string {
  const { self, shares } = participant;
  const name = participantName(participant);
  const now = t("sentenceNow", self ? t("nameYou", name) : name, presentPhrase(participant));
  if (!shares) return now;
  return `${now} ${t("sentenceShares", sharesInWords(shares), percent(shares.notSure))}`;
}

/** "Neutral 61%, Smile 22%": all shares worth a word, largest first. */
export function sharesInWords(shares: Shares): string {
  return list(
    leadingShares(shares, EXPRESSIONS.length).map(({ expression, share }) =>
      t("share", expressionLabel(expression), percent(share)),
    ),
  );
}
