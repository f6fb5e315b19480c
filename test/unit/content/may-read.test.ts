import { expect, test, vi } from "vitest";
import { choiceOf, mayRead, type ReadingChoice } from "../../../src/content/may-read.ts";
import { comparable } from "../../../src/messages/comparable-name.ts";

const tile = (name: string, self = false) => ({ name, self, said: () => ({ texts: [comparable(name)], labels: [] }) });
/** A tile for whose name one of these was taken. */
const saying = (texts: readonly string[], labels: readonly string[] = []) => ({
  name: texts[0] ?? labels[0] ?? "",
  self: false,
  said: () => ({ texts: texts.map(comparable), labels: labels.map(comparable) }),
});
const leavingOut = (...leaveOut: string[]): ReadingChoice => choiceOf({ faces: "everyone", leaveOut });

test("mine only: nobody but the own camera, named or not", () => {
  const mine: ReadingChoice = choiceOf({ faces: "mine", leaveOut: [] });
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
  ["\u2068Ada\u2069", "Ada"],
  ["\u2068Ada (Guest)\u2069", "Ada"],
  ["Ada\u200e", "Ada"],
  ["A\u00adda", "Ada"],
  ["Ada", "A\u200bda"],
])("“%s” leaves out “%s”", (entry, name) => {
  expect(mayRead(tile(name), leavingOut("Ben", entry))).toBe(false);
});

test.each([
  ["Ada", "Ada Lovelace"],
  ["Ada", "Adam"],
  ["Guest", "Ada (Guest)"],
  ["(Guest)", "Ada (Guest)"],
  ["\u200e", "Ada"],
])("“%s” does not leave out “%s”", (entry, name) => {
  expect(mayRead(tile(name), leavingOut(entry))).toBe(true);
});

test("while somebody is left out, a nameless tile could be them", () => {
  expect(mayRead(tile(""), leavingOut("Ada"))).toBe(false);
  expect(mayRead(tile("", true), leavingOut("Ada"))).toBe(true);
  expect(mayRead(tile("Ada", true), leavingOut("Ada"))).toBe(false);
});

test.each([
  ["Ada", [], ["Video von Ada"]],
  ["Ada", [], ["Vidéo d’Ada, micro coupé"]],
  ["Ada", [], ["Adaの動画"]],
  ["田中太郎", [], ["田中太郎さんの動画"]],
  ["Ada", ["Ada"], ["Double-click for full screen"]],
  ["Ada", ["HD", "Ada"], []],
  ["Ada", ["Ada is speaking"], ["Video von Ada"]],
  ["Ada Lovelace", ["HD", "Ada", "Lovelace"], []],
])("“%s” leaves out a tile that shows %j and is labelled %j", (entry, texts, labels) => {
  expect(mayRead(saying(texts, labels), leavingOut(entry))).toBe(false);
});

test.each([
  ["Ada", ["Ada Lovelace"], ["Video von Ada Lovelace"]],
  ["Ada", [], ["Video von Adam"]],
  ["Ada", ["Ada is speaking"], []],
  ["Ada Lovelace", ["Ada", "HD", "Lovelace"], []],
])("“%s” does not leave out a tile that shows %j and is labelled %j", (entry, texts, labels) => {
  expect(mayRead(saying(texts, labels), leavingOut(entry))).toBe(true);
});

test("what a long list costs is paid once, not with every picture", () => {
  const choice = leavingOut(...Array.from({ length: 200 }, (_, i) => `Person ${i} (Guest)`));
  const ada = tile("Ada");
  const said = ada.said();
  const normalize = vi.spyOn(String.prototype, "normalize");
  expect(mayRead({ ...ada, said: () => said }, choice)).toBe(true);
  expect(normalize).not.toHaveBeenCalled();
  normalize.mockRestore();
});
