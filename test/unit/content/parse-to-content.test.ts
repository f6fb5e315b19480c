import { expect, test } from "vitest";
import { parseToContent } from "../../../src/content/parse-to-content.ts";

const settings = { faces: "mine", leaveOut: ["Ada"], badges: true };

test("settings are taken whole, or not at all: nobody is read for want of a name", () => {
  expect(parseToContent({ type: "settings", settings })).toEqual({ type: "settings", settings });
  for (const broken of [
    undefined,
    { ...settings, faces: "all" },
    { ...settings, leaveOut: undefined },
    { ...settings, leaveOut: ["Ada", 7] },
    { ...settings, badges: "yes" },
  ]) {
    expect(parseToContent({ type: "settings", settings: broken })).toBeNull();
  }
});
