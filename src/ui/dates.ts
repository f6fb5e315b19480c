import { t, wordsLanguage } from "./words.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Within this many days, the day of the week says which day. */
const WEEK_DAYS = 6;

/** Making a format costs far more than using it, and a list of sessions asks hundreds of times. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A moment of the past, told as people do on `nowMs`: "Today 14:30", "Yesterday 09:05", "Tuesday 14:30", then "12 Mar
 * 14:30", in another year "12 Mar 2025 14:30". In the user's own time zone.
 */
export function recentMoment(momentMs: number, nowMs: number): string {
  const time = format({ timeStyle: "short" }, momentMs);
  const daysAgo = calendarDaysBetween(momentMs, nowMs);
  if (daysAgo === 0) return t("dayAndTime", t("today"), time);
  if (daysAgo === 1) return t("dayAndTime", t("yesterday"), time);
  if (daysAgo > 1 && daysAgo <= WEEK_DAYS) return t("dayAndTime", format({ weekday: "long" }, momentMs), time);
  const isThisYear = new Date(momentMs).getFullYear() === new Date(nowMs).getFullYear();
  const year = isThisYear ? {} : ({ year: "numeric" } as const);
  return t("dayAndTime", format({ day: "numeric", month: "short", ...year }, momentMs), time);
}

/** "Sunday 15 March 2026 at 14:30". */
export function fullMoment(momentMs: number): string {
  return format({ dateStyle: "full", timeStyle: "short" }, momentMs);
}

/**
 * "Sunday 15 March 2026 at 14:30 – 15:10", both days where there are two. Where clocks were changed in between, each with its
 * time zone: else a call could end before it began.
 */
export function momentRange(fromMs: number, toMs: number): string {
  if (new Date(fromMs).getTimezoneOffset() !== new Date(toMs).getTimezoneOffset())
    return [fromMs, toMs].map((moment) => format({ dateStyle: "full", timeStyle: "long" }, moment)).join(" – ");
  const options = { dateStyle: "full", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat(dateLanguage(), options).formatRange(fromMs, toMs);
}

/** A time since a session's start: "12:40", from an hour on "1:12:40". */
export function clock(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const padded = (value: number) => String(value).padStart(2, "0");
  return hours === 0 ? `${minutes}:${padded(rest)}` : `${hours}:${padded(minutes)}:${padded(rest)}`;
}

function format(options: Intl.DateTimeFormatOptions, momentMs: number): string {
  const key = JSON.stringify(options);
  const made = formats.get(key) ?? new Intl.DateTimeFormat(dateLanguage(), options);
  formats.set(key, made);
  return made.format(momentMs);
}

/** The words' language as it is written where the user lives: words in "en", dates as in "en-GB". */
function dateLanguage(): string {
  const language = wordsLanguage();
  return navigator.languages.find((tag) => tag.startsWith(`${language}-`)) ?? language;
}

/** Days are not all 24 hours long: midnights are compared, rounded. */
function calendarDaysBetween(earlierMs: number, laterMs: number): number {
  return Math.round((new Date(laterMs).setHours(0, 0, 0, 0) - new Date(earlierMs).setHours(0, 0, 0, 0)) / DAY_MS);
}
