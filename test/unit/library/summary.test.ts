import { afterEach, expect, test, vi } from "vitest";
import type { Doubt, Reading } from "../../../src/engine/reading.ts";
import { ELEMENT_WORDS, elementLanguage, pageLanguage } from "../../../src/library/element-words.ts";
import { Summary, summarize } from "../../../src/library/summary.ts";

const reading = (dominant: Reading["dominant"], doubt: Doubt | null): Reading => ({
  source: "film",
  faceId: 1,
  timeMs: 0,
  box: { x: 0, y: 0, width: 100, height: 100 },
  probabilities: [],
  dominant,
  doubt,
  valence: 0,
  arousal: 0,
  quality: 1,
});

test("what faces show is said in words, with doubts and their reasons", () => {
  const faces = [reading("happiness", null), reading("fear", "small")];
  expect(summarize(faces, ELEMENT_WORDS.en, "en")).toBe("Looks like a smile, Not sure: face too small");
});

test("two faces of one size that change places in the list are said in one order", () => {
  const [one, other] = [reading("happiness", null), { ...reading("neutral", null), faceId: 2 }];
  expect(summarize([other, one], ELEMENT_WORDS.en, "en")).toBe(summarize([one, other], ELEMENT_WORDS.en, "en"));
});

test("an empty picture is said to be so", () => {
  expect(summarize([], ELEMENT_WORDS.en, "en")).toBe("No face in the picture");
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function summary() {
  vi.useFakeTimers();
  vi.stubGlobal("document", { createElement: () => ({ textContent: "", setAttribute: () => {} }) });
  const summary = new Summary();
  return {
    summary,
    said: () => summary.element.textContent,
    show: (...readings: Reading[]) => summary.show(readings, ELEMENT_WORDS.en, "en"),
  };
}

test("what comes too soon after the last announcement is announced later, the last of it", () => {
  const { said, show } = summary();
  show(reading("happiness", null));
  vi.advanceTimersByTime(1000);
  show(reading("anger", null));
  vi.advanceTimersByTime(1000);
  show(reading("sadness", null));
  expect(said()).toBe(ELEMENT_WORDS.en.phrases.happiness);
  vi.advanceTimersByTime(2000);
  expect(said()).toBe(ELEMENT_WORDS.en.phrases.sadness);
});

test("what is over before it could be announced is not, nor what was cleared", () => {
  const { summary: cleared, said, show } = summary();
  show(reading("happiness", null));
  show(reading("anger", null));
  show(reading("happiness", null));
  vi.advanceTimersByTime(10_000);
  expect(said()).toBe(ELEMENT_WORDS.en.phrases.happiness);
  show(reading("anger", null));
  show(reading("sadness", null));
  cleared.clear();
  vi.advanceTimersByTime(10_000);
  expect(said()).toBe("");
});

test("a page is spoken to in its own language, or else in English", () => {
  expect(["de", "de-AT", "es-419", "FR", "ja-JP", "", "tlh", "constructor"].map(elementLanguage)).toEqual([
    "de",
    "de",
    "es",
    "fr",
    "ja",
    "en",
    "en",
    "en",
  ]);
  const faces = [reading("happiness", null), reading("fear", "small")];
  expect(summarize(faces, ELEMENT_WORDS.de, "de")).toBe("Lächelnde Miene, Unklar: Gesicht zu klein");
  expect(summarize(faces, ELEMENT_WORDS.es, "es")).toBe("Parece una sonrisa e Incierto: cara muy pequeña");
  expect(summarize(faces, ELEMENT_WORDS.ja, "ja")).toBe("笑顔に見えます、不明：顔が小さい");
});

test("a page's language may be written with an underscore; what is no language is English", () => {
  expect(["de-AT", "en_US", "pt_BR", "tlh", "", "english, please"].map(pageLanguage)).toEqual([
    "de-AT",
    "en-US",
    "pt-BR",
    "en",
    "en",
    "en",
  ]);
});
