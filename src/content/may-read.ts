import { comparable } from "../messages/comparable-name.ts";
import type { Tile } from "../messages/messages.ts";
import type { Settings } from "../messages/settings.ts";

/** Who is read, as the settings decide. */
export interface ReadingChoice {
  readonly faces: Settings["faces"];
  /** Who is not: names, each in {@link comparable} form. */
  readonly leftOut: readonly string[];
}

/** The choice that the settings make: of their names what is compared with every picture's is made once. */
export function choiceOf({ faces, leaveOut }: Pick<Settings, "faces" | "leaveOut">): ReadingChoice {
  return { faces, leftOut: leaveOut.map(comparable) };
}

/** Whether some of the people in a call may be read and some not. */
export function choosesAmong({ faces, leftOut }: ReadingChoice): boolean {
  return faces === "mine" || leftOut.length > 0;
}

/** All that a page says with a tile, each text in {@link comparable} form. */
export interface Said {
  /** What is to be seen, in its order, and what the page calls a name. */
  readonly texts: readonly string[];
  /** What describes an element: a name, a name in a sentence, or no name. */
  readonly labels: readonly string[];
}

/** Letters of the scripts that put spaces between words. */
const IN_WORD =
  "[[\\p{L}\\p{M}\\p{N}]--[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}]]";
const BEGINS_IN_WORD = new RegExp(`^${IN_WORD}`, "v");
const ENDS_IN_WORD = new RegExp(`${IN_WORD}$`, "v");

/**
 * Whether a picture of this tile may be taken at all: not of who is left out by any name that the page says with it. While
 * somebody is left out, nobody without a name is read, as it could be them; the user's own camera is known without one.
 */
export function mayRead(
  { name, self, said }: Pick<Tile, "name" | "self"> & { readonly said: () => Said },
  { faces, leftOut }: ReadingChoice,
): boolean {
  if (faces === "mine" && !self) return false;
  if (leftOut.length === 0) return true;
  return (name !== "" || self) && !leftOut.some((each) => isCalled(each, said()));
}

function isCalled(name: string, { texts, labels }: Said): boolean {
  if (name === "") return false;
  if (texts.some((_, from) => areMadeUp(texts, from, name))) return true;
  // "Video von Ada": any words may stand around the name, unless the page shows that they belong to a longer one.
  const longer = texts.filter((text) => text.length > name.length);
  const alone = (label: string) => longer.reduce((rest, text) => rest.replaceAll(text, "\n"), label);
  return labels.some((label) => label.includes(name) && hasWords(alone(label), name));
}

/** Whether the name is the text there, alone or with those after it: pages may write first and last names apart. */
function areMadeUp(texts: readonly string[], from: number, name: string): boolean {
  let text = texts[from] ?? "";
  for (let next = from + 1; text.length < name.length && name.startsWith(text) && next < texts.length; next++) {
    text += ` ${texts[next]}`;
  }
  return text === name;
}

function hasWords(text: string, words: string): boolean {
  const around = text.split(words);
  return around.slice(1).some((after, i) => !ENDS_IN_WORD.test(around[i] ?? "") && !BEGINS_IN_WORD.test(after));
}
