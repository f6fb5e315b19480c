import { EXPRESSIONS, type Expression } from "../engine/expression.ts";
import type { Shares } from "../session/call-view.ts";
import { expressionLabel } from "./expressions.ts";
import { list, type MessageKey, percent, t } from "./words.ts";

/** Shares below this are not worth a word. */
const NOTABLE_SHARE = 0.01;

/** From this share on an expression prevails. */
const PREVAILING_SHARE = 0.5;
/** From this share on the second is worth a word. */
const SECOND_SHARE = 0.08;

const MANY: Readonly<Record<Expression, MessageKey>> = {
  neutral: "manyNeutral",
  happiness: "manyHappiness",
  surprise: "manySurprise",
  sadness: "manySadness",
  anger: "manyAnger",
  disgust: "manyDisgust",
  fear: "manyFear",
  contempt: "manyContempt",
};

/** Whether there is nothing to say of what was shown: at least half of it was not sure, as of a second, a lane or a row. */
export function isMostlyNotSure({ notSure }: Shares): boolean {
  return notSure >= 0.5;
}

/** "Mostly neutral faces, some smiles"; "Mostly not sure". */
export function roomPhrase(shares: Shares): string {
  if (isMostlyNotSure(shares)) return t("roomMostlyNotSure");
  const [first, second] = ranked(shares);
  if (!first || !second) return "";
  const most = t(MANY[first.expression]);
  const some = t(MANY[second.expression]);
  if (first.share < PREVAILING_SHARE) return t("roomMix", most, some);
  return second.share < SECOND_SHARE ? t("roomMostly", most) : t("roomMostlySome", most, some);
}

/** The largest shares worth a word, largest first. */
export function leadingShares(shares: Shares, atMost: number): { expression: Expression; share: number }[] {
  return ranked(shares)
    .filter(({ share }) => share >= NOTABLE_SHARE)
    .slice(0, atMost);
}

function ranked({ probabilities }: Shares): { expression: Expression; share: number }[] {
  return EXPRESSIONS.map((expression, i) => ({ expression, share: probabilities[i] ?? 0 })).sort(
    (a, b) => b.share - a.share,
  );
}

/** "Neutral 61%, Smile 22%": the largest shares worth a word. */
export function sharesInWords(shares: Shares, atMost: number = EXPRESSIONS.length): string {
  return list(
    leadingShares(shares, atMost).map(({ expression, share }) =>
      t("share", expressionLabel(expression), percent(share)),
    ),
  );
}
