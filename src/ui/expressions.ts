import type { Expression } from "../engine/expression.ts";
import type { Doubt, Reading, Verdict } from "../engine/reading.ts";
import { type MessageKey, t } from "./words.ts";

const LABELS: Readonly<Record<Expression, MessageKey>> = {
  neutral: "labelNeutral",
  happiness: "labelHappiness",
  surprise: "labelSurprise",
  sadness: "labelSadness",
  anger: "labelAnger",
  disgust: "labelDisgust",
  fear: "labelFear",
  contempt: "labelContempt",
};

const PHRASES: Readonly<Record<Expression, MessageKey>> = {
  neutral: "phraseNeutral",
  happiness: "phraseHappiness",
  surprise: "phraseSurprise",
  sadness: "phraseSadness",
  anger: "phraseAnger",
  disgust: "phraseDisgust",
  fear: "phraseFear",
  contempt: "phraseContempt",
};

const DOUBTS: Readonly<Record<Doubt, MessageKey>> = {
  small: "doubtSmall",
  dark: "doubtDark",
  turned: "doubtTurned",
  cut: "doubtCut",
  ambiguous: "doubtAmbiguous",
};

/** What a face shows, in a word: "Smile". */
export function expressionLabel(expression: Expression): string {
  return t(LABELS[expression]);
}

/** A reading in a word or two: "Smile", "Not sure". */
export function readingLabel({ dominant, doubt }: Verdict): string {
  return doubt === null ? expressionLabel(dominant) : t("contentNotSure");
}

/** What a face shows, never what a person feels: "Looks like a smile", "Not sure: face too small". */
export function readingPhrase({ dominant, doubt }: Reading): string {
  return doubt === null ? t(PHRASES[dominant]) : t("notSureBecause", t(DOUBTS[doubt]));
}
