import german from "../../_locales/de/messages.json";
import english from "../../_locales/en/messages.json";
import spanish from "../../_locales/es/messages.json";
import french from "../../_locales/fr/messages.json";
import japanese from "../../_locales/ja/messages.json";
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

/** The extension's messages that say the same. The library is built with no others: see `scripts/build-library.mjs`. */
type Messages = Readonly<
  Record<
    | `label${Capitalize<Expression>}`
    | `phrase${Capitalize<Expression>}`
    | `doubt${Capitalize<Doubt>}`
    | "contentNotSure"
    | "notSureBecause"
    | "presenceNoFace",
    { readonly message: string }
  >
>;

/** The words that the element brings along, by language. */
export const ELEMENT_WORDS = {
  en: elementWords(english),
  de: elementWords(german),
  es: elementWords(spanish),
  fr: elementWords(french),
  ja: elementWords(japanese),
} as const satisfies Record<string, ElementWords>;

export type ElementLanguage = keyof typeof ELEMENT_WORDS;

/** The language that a page's `lang` names, English where it names none. Some pages write en_US for en-US. */
export function pageLanguage(lang: string): string {
  try {
    return Intl.ListFormat.supportedLocalesOf(lang.replaceAll("_", "-"))[0] ?? "en";
  } catch {
    return "en";
  }
}

/** The language to speak where a page is in another: "de" for "de-AT", English for what there are no words for. */
export function elementLanguage(tag: string): ElementLanguage {
  const language = tag.toLowerCase().split("-")[0] ?? "";
  return Object.hasOwn(ELEMENT_WORDS, language) ? (language as ElementLanguage) : "en";
}

/** Words, and the language they are in. */
export interface Voice {
  readonly words: ElementWords;
  readonly language: string;
}

/** What an element speaks in: words that it was given, else its own, in the language of the nearest `lang`. */
export function voiceOf(element: HTMLElement & { readonly words: ElementWords | null }): Voice {
  const language = pageLanguage(nearestLang(element));
  if (element.words) return { words: element.words, language };
  const own = elementLanguage(language);
  return { words: ELEMENT_WORDS[own], language: own };
}

/** Of the element or what it is in, out of shadow trees, too. */
function nearestLang(element: Element): string {
  const named = element.closest<HTMLElement>("[lang]");
  if (named) return named.lang;
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return host ? nearestLang(host) : "";
}

function elementWords(messages: Messages): ElementWords {
  const because = (doubt: { readonly message: string }) => messages.notSureBecause.message.replace("$1", doubt.message);
  return {
    labels: {
      neutral: messages.labelNeutral.message,
      happiness: messages.labelHappiness.message,
      surprise: messages.labelSurprise.message,
      sadness: messages.labelSadness.message,
      anger: messages.labelAnger.message,
      disgust: messages.labelDisgust.message,
      fear: messages.labelFear.message,
      contempt: messages.labelContempt.message,
    },
    notSure: messages.contentNotSure.message,
    phrases: {
      neutral: messages.phraseNeutral.message,
      happiness: messages.phraseHappiness.message,
      surprise: messages.phraseSurprise.message,
      sadness: messages.phraseSadness.message,
      anger: messages.phraseAnger.message,
      disgust: messages.phraseDisgust.message,
      fear: messages.phraseFear.message,
      contempt: messages.phraseContempt.message,
    },
    doubts: {
      small: because(messages.doubtSmall),
      dark: because(messages.doubtDark),
      turned: because(messages.doubtTurned),
      cut: because(messages.doubtCut),
      ambiguous: because(messages.doubtAmbiguous),
    },
    noFace: messages.presenceNoFace.message,
  };
}
