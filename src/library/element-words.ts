import {
  contentNotSure,
  doubtAmbiguous,
  doubtDark,
  doubtSmall,
  doubtTurned,
  labelAnger,
  labelContempt,
  labelDisgust,
  labelFear,
  labelHappiness,
  labelNeutral,
  labelSadness,
  labelSurprise,
  notSureBecause,
  phraseAnger,
  phraseContempt,
  phraseDisgust,
  phraseFear,
  phraseHappiness,
  phraseNeutral,
  phraseSadness,
  phraseSurprise,
  presenceNoFace,
} from "../../_locales/en/messages.json";
import type { Expression } from "../engine/expression.ts";
import type { Doubt } from "../engine/reading.ts";

/** The words of a `<countenance-live>`. */
export interface ElementWords {
  /** Beside a face: "Smile". */
  readonly labels: Readonly<Record<Expression, string>>;
  /** Beside a face that cannot be read with certainty: "Not sure". */
  readonly notSure: string;
  /** For screen readers: "Looks like a smile". */
  readonly phrases: Readonly<Record<Expression, string>>;
  /** For screen readers: "Not sure: face too small". */
  readonly doubts: Readonly<Record<Doubt, string>>;
  /** For screen readers: "No face in the picture". */
  readonly noFace: string;
}

const because = (doubt: { readonly message: string }) => notSureBecause.message.replace("$1", doubt.message);

export const ENGLISH: ElementWords = {
  labels: {
    neutral: labelNeutral.message,
    happiness: labelHappiness.message,
    surprise: labelSurprise.message,
    sadness: labelSadness.message,
    anger: labelAnger.message,
    disgust: labelDisgust.message,
    fear: labelFear.message,
    contempt: labelContempt.message,
  },
  notSure: contentNotSure.message,
  phrases: {
    neutral: phraseNeutral.message,
    happiness: phraseHappiness.message,
    surprise: phraseSurprise.message,
    sadness: phraseSadness.message,
    anger: phraseAnger.message,
    disgust: phraseDisgust.message,
    fear: phraseFear.message,
    contempt: phraseContempt.message,
  },
  doubts: {
    small: because(doubtSmall),
    dark: because(doubtDark),
    turned: because(doubtTurned),
    ambiguous: because(doubtAmbiguous),
  },
  noFace: presenceNoFace.message,
};
