/** "a, b and c" or "a, b, c", as a language has it. */
export function listFormat(language: string): Intl.ListFormat {
  // Japanese parts the items of a "unit" by spaces, which names and sentences have within them.
  return new Intl.ListFormat(language, { type: language === "ja" ? "conjunction" : "unit" });
}
