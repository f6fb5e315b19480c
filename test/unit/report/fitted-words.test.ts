import { expect, test } from "vitest";
import { fittedWords } from "../../../src/report/fitted-words.ts";

const fitted = (words: string) => fittedWords(words, 168, 13);

test("usual names stay whole", () => {
  for (const name of ["Ada", "Chiara Rossi", "Participant 12", "山田太郎", "Anna-Lena Müller-Schmidt", "محمد"])
    expect(fitted(name)).toBe(name);
});

test("the wider the letters, the fewer remain", () => {
  // Liberation Sans: 13 pixels an ideogram, 12.3 a W, 8.7 and more other capitals, 7.2 an e, 2.9 an i.
  expect(fitted("山".repeat(24))).toBe(`${"山".repeat(11)}…`);
  expect(fitted("ＷＩＤＥ".repeat(6))).toHaveLength(12);
  expect(fitted("W".repeat(24)).length * 12.3).toBeLessThan(176);
  expect(fitted("CHRISTOPHER MONTGOMERY-DAVENPORT").length * 8.9).toBeLessThan(176);
  expect(fitted("e".repeat(24)).length * 7.2).toBeLessThan(176);
  expect(fitted("e".repeat(24)).length).toBeGreaterThan(20);
  expect(fitted("i".repeat(30))).toBe("i".repeat(30));
});

test("no character is cut in half, and none before the dots is empty", () => {
  const family = "👨‍👩‍👧";
  expect(fitted(family.repeat(9))).toBe(`${family.repeat(3)}…`);
  expect(fitted("e\u0301".repeat(40)).normalize()).toMatch(/^é+…$/);
  expect(fitted(`${"e".repeat(21)} ${"e".repeat(9)}`)).toBe(`${"e".repeat(21)}…`);
});
