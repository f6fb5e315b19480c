import { expect, test } from "vitest";
import { cleanFreeText, cleanName } from "../../../src/content/clean-name.ts";

test.for([
  ["  Ada\n Lovelace ", "Ada Lovelace"],
  ["Ada Lovelace (You)", "Ada Lovelace (You)"],
  ["Video of Ada", "Ada"],
  ["Ada’s camera", "Ada"],
  ["李明", "李明"],
  ["Pinar", "Pinar"],
  ["مه\u200cسا", "مه\u200cسا"],
  ["Camera Obscura", "Camera Obscura"],
  ["\u202eAda\u200b", "Ada"],
])("%j is a name: %j", ([text, name]) => {
  expect(cleanName(text)).toBe(name);
});

test.for([
  "",
  "   ",
  "\u3164",
  "12:34",
  "mic_off",
  "more_vert",
  "Video",
  "video player",
  "Remote video",
  "Participant 3",
  "Mute",
  "…",
  null,
  undefined,
])("%j is no name", (text) => {
  expect(cleanName(text)).toBe("");
});

test("keeps a long name within 120 characters and halves no character", () => {
  expect(cleanName("a".repeat(500))).toHaveLength(120);
  const name = cleanName(`${"a".repeat(119)}😀`);
  expect(name).toBe("a".repeat(119));
});

test("takes no sentence for a name", () => {
  expect(cleanFreeText("Your microphone is muted by the settings of your system: check them")).toBe("");
  expect(cleanFreeText("Ada Lovelace")).toBe("Ada Lovelace");
});

test.for([
  "HD",
  "4K",
  "Poor connection",
  "Schlechte Verbindung",
  "Mala conexión",
  "Réseau instable",
  "接続が不安定です",
])("takes no state for a name: %j", (text) => {
  expect(cleanFreeText(text)).toBe("");
});
