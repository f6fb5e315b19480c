import type { Expression } from "../engine/expression.ts";
import type { Doubt } from "../engine/reading.ts";
import { type MessageKey, t } from "./words.ts";

/**
 * CSS colours that follow the `color-scheme` where they are used. Each stands out from the page by 3:1 (WCAG 1.4.11),
 * and any two stay apart for colour-blind eyes; still, none is ever shown without its symbol or word.
 */
export const EXPRESSION_COLOURS: Readonly<Record<Expression, string>> = {
  neutral: "light-dark(#898583, #8e8b87)",
  happiness: "light-dark(#c98000, #fcd42f)",
  surprise: "light-dark(#0299d4, #62e2ef)",
  sadness: "light-dark(#26328f, #4a6eda)",
  anger: "light-dark(#c22e00, #d44215)",
  disgust: "light-dark(#367252, #6bbd5b)",
  fear: "light-dark(#7d3cc3, #d385f9)",
  contempt: "light-dark(#621957, #9d4794)",
};

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
