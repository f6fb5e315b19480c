import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import messages from "../../../_locales/en/messages.json";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

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

test("plural messages have the form every language has", () => {
  const plurals = keys.filter((key) => key !== withoutPluralForm(key));
  expect(plurals.filter((key) => !keys.includes(`${withoutPluralForm(key)}_other`))).toEqual([]);
});

test("the description fits the store", () => {
  expect(messages.extensionDescription.message.length).toBeLessThanOrEqual(132);
});

test("messages are read as they are written: no straight quotes, no spaces at the ends", () => {
  const untidy = Object.values(messages).filter(({ message }) => /["']|^\s|\s$|\.\.\./.test(message));
  expect(untidy).toEqual([]);
});

function withoutPluralForm(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, "");
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, found]) => found ?? []);
}
