/** The eight expressions the model reads, in the order of its outputs: FER+'s classes and order. */
export const EXPRESSIONS = [
  "neutral",
  "happiness",
  "surprise",
  "sadness",
  "anger",
  "disgust",
  "fear",
  "contempt",
] as const;

export type Expression = (typeof EXPRESSIONS)[number];

/** One probability for each of {@link EXPRESSIONS}, in that order; they sum to 1. */
export type Probabilities = readonly number[];
