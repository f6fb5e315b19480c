// Words for a drawing, which is shown in whatever font there is and can't measure them: cut by a rough guess at their width.

/** In shares of the font's size, as sans-serif fonts have them or a little more; the first that fits counts. The rest is as wide as an "e". */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  // Accents, joiners and marks of direction stand on, or in, other characters.
  [/[\p{M}\p{C}]/u, 0],
  [/\p{Extended_Pictographic}|\p{Regional_Indicator}/u, 1.3],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u30ff\uff00-\uff60]/u, 1],
  [/[MW@%—…]/, 0.95],
  [/[iIjl .,:;'’!|]/, 0.29],
  [/[ftr()[\]/-]/, 0.36],
  [/[ckszvxy]/, 0.52],
  [/[\p{Lu}&]/u, 0.72],
  [/[mw]/, 0.84],
];
const USUAL_WIDTH = 0.57;
const ELLIPSIS = "…";

/** The words or, where they are wider than that at this size of the font, their beginning and "…". */
export function fittedWords(words: string, width: number, fontSize: number): string {
  const most = width / fontSize;
  if (widthOf(words) <= most) return words;
  let fitted = "";
  let left = most - widthOf(ELLIPSIS);
  // Half a character is none.
  for (const { segment } of new Intl.Segmenter().segment(words)) {
    left -= widthOf(segment);
    if (left < 0) break;
    fitted += segment;
  }
  return fitted.trimEnd() + ELLIPSIS;
}

function widthOf(words: string): number {
  return [...words].reduce(
    (sum, character) => sum + (WIDTHS.find(([kind]) => kind.test(character))?.[1] ?? USUAL_WIDTH),
    0,
  );
}
