import { EXPRESSIONS, type Expression, type Probabilities } from "./expression.ts";

/** A place in the plane of core affect: both −1 … 1. */
export interface Affect {
  /** Unpleasant −1 … pleasant 1. */
  readonly valence: number;
  /** Calm −1 … excited 1. */
  readonly arousal: number;
}

/**
 * Where people place the word for each expression: mean ratings of pleasure and arousal on −1 … 1 from J. A. Russell and
 * A. Mehrabian, "Evidence for a three-factor theory of emotions", Journal of Research in Personality 11 (1977), 273–294;
 * their terms happy, surprised, sad, angry, disgusted, fearful and contempt. Neutral is the scales' middle by definition.
 */
const PLACES: Readonly<Record<Expression, Affect>> = {
  neutral: { valence: 0, arousal: 0 },
  happiness: { valence: 0.81, arousal: 0.51 },
  surprise: { valence: 0.4, arousal: 0.67 },
  sadness: { valence: -0.63, arousal: -0.27 },
  anger: { valence: -0.51, arousal: 0.59 },
  disgust: { valence: -0.6, arousal: 0.35 },
  fear: { valence: -0.64, arousal: 0.6 },
  contempt: { valence: -0.23, arousal: 0.31 },
};

/** Valence and arousal of a distribution over the expressions: the mean of their places. */
export function affect(probabilities: Probabilities): Affect {
  let valence = 0;
  let arousal = 0;
  EXPRESSIONS.forEach((expression, i) => {
    const share = probabilities[i] ?? 0;
    valence += share * PLACES[expression].valence;
    arousal += share * PLACES[expression].arousal;
  });
  return { valence, arousal };
}
