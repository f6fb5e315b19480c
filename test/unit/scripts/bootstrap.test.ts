import { expect, test } from "vitest";
import { isInstalled } from "../../../scripts/bootstrap.mjs";

const LOCKED = {
  "": { version: "1.0.0" },
  "node_modules/a": { version: "2.0.0" },
  "node_modules/a-for-another-system": { version: "2.0.0", optional: true },
};

test("what is locked and installed is installed, whatever was left out for other systems", () => {
  expect(isInstalled(LOCKED, { "node_modules/a": { version: "2.0.0" } })).toBe(true);
});

test.each([
  ["nothing", undefined],
  ["a package less", {}],
  ["another version", { "node_modules/a": { version: "2.0.1" } }],
  ["a package more", { "node_modules/a": { version: "2.0.0" }, "node_modules/b": { version: "1.0.0" } }],
])("%s is not installed", (_, installed) => {
  expect(isInstalled(LOCKED, installed)).toBe(false);
});
