import browser from "webextension-polyfill";
import type messages from "../../_locales/en/messages.json";
import { listFormat } from "./list-format.ts";

/** A message of `_locales`. */
export type MessageKey = keyof typeof messages;

/** A message that comes in plural forms: `people` for `people_one`, `people_other` and what else a language needs. */
export type PluralKey = MessageKey extends infer Key ? (Key extends `${infer Stem}_other` ? Stem : never) : never;

/** The message in the user's language, `$1`, `$2`… filled in. */
export function t(key: MessageKey, ...substitutions: readonly string[]): string {
  return browser.i18n.getMessage(key, [...substitutions]);
}

/** The message in the form that `count` asks for, `$1` being the count. */
export function plural(key: PluralKey, count: number): string {
  const form = new Intl.PluralRules(wordsLanguage()).select(count);
  const words = wholeNumber(count);
  // A language need not have every form; "other" is the one each has.
  return browser.i18n.getMessage(`${key}_${form}`, words) || browser.i18n.getMessage(`${key}_other`, words);
}

/** 0.613 as "61%". */
export function percent(share: number): string {
  return number({ style: "percent", maximumFractionDigits: 0 }, share);
}

export function wholeNumber(value: number): string {
  return number({ maximumFractionDigits: 0 }, value);
}

/** A value of −1 … 1 with its sign and two digits: "+0.21". */
export function signed(value: number): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
  return number({ ...digits, signDisplay: "exceptZero" }, value);
}

/** "12 min"; an hour and more as "1 hr 12 min". Less than a minute is 0 min. */
export function minutes(durationMs: number): string {
  const whole = Math.max(0, Math.floor(durationMs / 60_000));
  const hours = Math.floor(whole / 60);
  return hours === 0 ? unit(whole, "minute") : `${unit(hours, "hour")} ${unit(whole % 60, "minute")}`;
}

/** "42 sec", from a minute on as {@link minutes}. */
export function duration(durationMs: number): string {
  return durationMs < 60_000 ? unit(Math.max(0, Math.floor(durationMs / 1000)), "second") : minutes(durationMs);
}

/** "a, b and c" in the words' own language. */
export function list(items: readonly string[]): string {
  return listFormat(wordsLanguage()).format(items);
}

/**
 * The language of the messages shown, a BCP 47 tag. The browser's own language may be one there are no messages for:
 * numbers, plurals and the page's `lang` follow the words.
 */
export function wordsLanguage(): string {
  return t("wordsLanguage");
}

/** "rtl" where the words run from right to left. */
export function wordsDirection(): "ltr" | "rtl" {
  return new Intl.Locale(wordsLanguage()).getTextInfo().direction ?? "ltr";
}

function unit(value: number, of: "second" | "minute" | "hour"): string {
  return number({ style: "unit", unit: of, unitDisplay: "short" }, value);
}

/** Making a format costs a thousand times its use, and a list of sessions has thousands of numbers. */
const numberFormats = new Map<string, Intl.NumberFormat>();

function number(options: Intl.NumberFormatOptions, value: number): string {
  const key = JSON.stringify(options);
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(wordsLanguage(), options);
  numberFormats.set(key, format);
  return format.format(value);
}
