import { expect, test } from "vitest";
import { mayRead, type ReadingChoice } from "../../../src/content/may-read.ts";

const tile = (name: string, self = false) => ({ name, self });
const leavingOut = (...leaveOut: string[]): ReadingChoice => ({ faces: "everyone", leaveOut });

test("mine only: nobody but the own camera, named or not", () => {
  const mine: ReadingChoice = { faces: "mine", leaveOut: [] };
  expect(mayRead(tile("Ada"), mine)).toBe(false);
  expect(mayRead(tile(""), mine)).toBe(false);
  expect(mayRead(tile("Ada", true), mine)).toBe(true);
  expect(mayRead(tile("", true), mine)).toBe(true);
});

test("nobody left out: everybody, named or not", () => {
  expect(mayRead(tile("Ada"), leavingOut())).toBe(true);
  expect(mayRead(tile(""), leavingOut())).toBe(true);
});

test.each([
  ["ada lovelace", "Ada Lovelace"],
  ["  ADA   Lovelace ", "Ada Lovelace"],
  ["Ada Lovelace", "Ada Lovelace (Guest)"],
  ["Ada Lovelace", "Ada Lovelace [Host]"],
  ["Ada Lovelace", "Ada Lovelace (she/her) (Guest)"],
  ["Ada Lovelace (Guest)", "Ada Lovelace"],
  ["Ada Lovelace (Guest)", "Ada Lovelace （Host）"],
  ["(Ada)", "(Ada)"],
  ["Ａｄａ", "Ada"],
  ["STRASSE", "Straße"],
  ["عمر", "عمر"],
  ["Zoë", "Zoe\u0308"],
])("“%s” leaves out “%s”", (entry, name) => {
  expect(mayRead(tile(name), leavingOut("Ben", entry))).toBe(false);
});

test.each([
  ["Ada", "Ada Lovelace"],
  ["Ada", "Adam"],
  ["Guest", "Ada (Guest)"],
  ["(Guest)", "Ada (Guest)"],
])("“%s” does not leave out “%s”", (entry, name) => {
  expect(mayRead(tile(name), leavingOut(entry))).toBe(true);
});

test("while somebody is left out, a nameless tile could be them", () => {
  expect(mayRead(tile(""), leavingOut("Ada"))).toBe(false);
  expect(mayRead(tile("", true), leavingOut("Ada"))).toBe(true);
  expect(mayRead(tile("Ada", true), leavingOut("Ada"))).toBe(false);
});
