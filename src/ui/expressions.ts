import type { Expression } from "../engine/expression.ts";
import type { Doubt } from "../engine/reading.ts";
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
  ambiguous: "doubtAmbiguous",
};

/** What a face shows, in a word: "Smile". */
export function expressionLabel(expression: Expression): string {
  return t(LABELS[expression]);
}

/** What a face shows, never what a person feels: "Looks like a smile". */
export function expressionPhrase(expression: Expression): string {
  return t(PHRASES[expression]);
}

/** Why a reading is not sure: "The face is too small". */
export function doubtPhrase(doubt: Doubt): string {
  return t(DOUBTS[doubt]);
}
