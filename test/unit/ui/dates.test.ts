import { afterEach, expect, test, vi } from "vitest";
import { clock, momentRange, recentMoment } from "../../../src/ui/dates.ts";

vi.stubGlobal("navigator", { languages: ["de-AT", "en-GB", "en"] });
vi.mock("webextension-polyfill", async () => (await import("./english.ts")).POLYFILL);

/** A Friday, in local time. */
const NOW = new Date(2026, 4, 15, 9, 30);

test.each([
  [new Date(2026, 4, 15, 0, 5), "Today 00:05"],
  [new Date(2026, 4, 14, 23, 59), "Yesterday 23:59"],
  [new Date(2026, 4, 12, 14, 30), "Tuesday 14:30"],
  [new Date(2026, 4, 9, 14, 30), "Saturday 14:30"],
  // A week ago it was a Friday, too.
  [new Date(2026, 4, 8, 14, 30), "8 May 14:30"],
  [new Date(2025, 11, 31, 14, 30), "31 Dec 2025 14:30"],
  // A clock that was set back.
  [new Date(2026, 4, 16, 14, 30), "16 May 14:30"],
])("%s is told as %s", (moment, words) => {
  expect(recentMoment(moment.getTime(), NOW.getTime())).toBe(words);
});

afterEach(() => vi.unstubAllEnvs());

test("a call in the night in which clocks are changed does not end before it began", () => {
  vi.stubEnv("TZ", "Europe/Berlin");
  const from = Date.UTC(2026, 9, 25, 0, 30);
  const range = (minutes: number) => momentRange(from, from + minutes * 60_000);
  expect(range(20)).toMatch(/02:30\s*–\s*02:50$/);
  expect(range(40)).toMatch(/02:30:00 CEST – .* 02:10:00 CET$/);
  expect(range(60)).toMatch(/02:30:00 CEST – .* 02:30:00 CET$/);
});

test("a time since the start tells hours only from the first on", () => {
  expect([0, 9, 760, 4360].map(clock)).toEqual(["0:00", "0:09", "12:40", "1:12:40"]);
});
