import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import messages from "../../../_locales/en/messages.json";
import { ROOT } from "../../../scripts/bootstrap.mjs";

type Messages = Readonly<Record<string, { readonly message: string }>>;

/** As CLDR orders them. */
const PLURAL_FORMS = ["zero", "one", "two", "few", "many", "other"] as const;

/** Names, and messages that are placeholders alone. */
const SAME_EVERYWHERE = ["extensionName", "backendAndRate", "share", "sentenceNow"];

/** Words that happen to be the same as in English. */
const SAME_WORDS: Readonly<Record<string, readonly string[]>> = {
  de: ["labelNeutral", "leaveOutLabel"],
  es: ["labelNeutral"],
  fr: [
    "labelDisgust",
    "manyDisgust",
    "participants",
    "viewSessions",
    "optionsTitle",
    "siteLabel",
    "reportSite",
    "reportValence",
    "reportNotes",
    "exportJson",
  ],
  ja: ["dayAndTime"],
};

const manifest = readFileSync(`${ROOT}manifest.json`, "utf8");
const sources = readdirSync(`${ROOT}src`, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => readFileSync(`${ROOT}src/${path}`, "utf8"));

/** Every string literal of the sources: keys are always written out, if only in a map from what they depend on. */
const literals = new Set(sources.flatMap((source) => matches(source, /"([A-Za-z][A-Za-z0-9_]*)"/g)));
const inManifest = new Set(matches(manifest, /__MSG_(\w+)__/g));
const keys = Object.keys(messages);

test("every message is in use", () => {
  const unused = keys.filter((key) => !literals.has(withoutPluralForm(key)) && !inManifest.has(key));
  expect(unused).toEqual([]);
});

test("every message asked for exists", () => {
  // What goes through t() and plural() the compiler checks; this is for the rest.
  const asked = [...inManifest, ...sources.flatMap((source) => matches(source, /getMessage\("(\w+)"/g))];
  expect(asked.filter((key) => !keys.includes(key))).toEqual([]);
});

describe.each(readdirSync(`${ROOT}_locales`))("%s", (folder) => {
  const locale: Messages = JSON.parse(readFileSync(`${ROOT}_locales/${folder}/messages.json`, "utf8"));
  const language = folder.replace("_", "-");
  const own = Object.entries(locale);

  test("it says which language it is", () => {
    expect(locale.wordsLanguage?.message).toBe(language);
  });

  test("the messages of English, no more and no fewer, in the plural forms of the language", () => {
    const forms = new Set(new Intl.PluralRules(language).resolvedOptions().pluralCategories);
    const wanted = keys.flatMap((key) => {
      const stem = withoutPluralForm(key);
      if (key === stem) return key;
      return key === `${stem}_other`
        ? PLURAL_FORMS.filter((form) => forms.has(form)).map((form) => `${stem}_${form}`)
        : [];
    });
    expect(Object.keys(locale)).toEqual(wanted);
  });

  test("the placeholders of English", () => {
    const placeholders = (text: string) => [...new Set(matches(text, /(\$\d)/g))].sort();
    const different = own.filter(
      ([key, { message }]) => placeholders(message).join() !== placeholders(english(key)).join(),
    );
    expect(different).toEqual([]);
  });

  test("nothing is left in English", () => {
    const same = own.filter(([key, { message }]) => message === english(key)).map(([key]) => key);
    const known: readonly string[] = [...SAME_EVERYWHERE, ...(SAME_WORDS[folder] ?? [])];
    if (folder !== "en") expect(same.filter((key) => !known.includes(key))).toEqual([]);
  });

  test("the description fits the store, the badge the toolbar's icon", () => {
    expect(locale.extensionDescription?.message.length).toBeLessThanOrEqual(132);
    expect(locale.badgeOn?.message.length).toBeLessThanOrEqual(4);
  });

  test("messages are read as they are written: not empty, no straight quotes, no spaces at the ends", () => {
    const untidy = own.filter(([, { message }]) => /^$|["']|^\s|\s$|\.\.\./.test(message));
    expect(untidy).toEqual([]);
  });

  test("no line begins with a mark that belongs to the word before it", () => {
    const breakable = own.filter(([, { message }]) => / [:;!?%»…]|« |\d (%|Tage|jours|días)/.test(message));
    expect(breakable).toEqual([]);
  });
});

function english(key: string): string {
  return (
    (messages as Messages)[key]?.message ?? (messages as Messages)[`${withoutPluralForm(key)}_other`]?.message ?? ""
  );
}

function withoutPluralForm(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, "");
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, found]) => found ?? []);
}
