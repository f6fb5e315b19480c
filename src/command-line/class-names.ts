import type { Expression } from "../engine/expression.ts";

/** What the folders of labelled pictures are called, in the data sets that are about. */
const SYNONYMS: Readonly<Record<Expression, readonly string[]>> = {
  neutral: ["neutrality", "calm"],
  happiness: ["happy", "joy", "joyful", "smile", "smiling"],
  surprise: ["surprised", "suprise"],
  sadness: ["sad"],
  anger: ["angry"],
  disgust: ["disgusted"],
  fear: ["fearful", "afraid", "scared"],
  contempt: ["contemptuous"],
};

const CLASSES = new Map(
  (Object.entries(SYNONYMS) as [Expression, readonly string[]][]).flatMap(([expression, names]) =>
    [expression, ...names].map((name) => [name, expression] as const),
  ),
);

/** The expression that a folder's name stands for, as "Happy" or "3_happy"; null if for none. */
export function classOf(folder: string): Expression | null {
  const word = folder.toLowerCase().replace(/^\d+[\s_.-]*|[\s_.-]*\d+$/g, "");
  return CLASSES.get(word) ?? null;
}
