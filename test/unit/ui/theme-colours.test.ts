import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COLOUR_VISIONS, contrast, distance, type LinearRgb, linearRgb, seenThrough } from "./colour-vision.ts";

const theme = readFileSync(new URL("../../../src/ui/theme.css", import.meta.url), "utf8");
const expressions = readFileSync(new URL("../../../src/ui/expression-colours.ts", import.meta.url), "utf8");

const charts = readFileSync(new URL("../../../src/ui/chart-colours.ts", import.meta.url), "utf8");

/** Everything written as `name: light-dark(#…, #…)`, in the scheme given. */
function colours(source: string, scheme: "light" | "dark"): Record<string, LinearRgb> {
  const found = source.matchAll(/([A-Za-z-]+): "?light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g);
  return Object.fromEntries(
    [...found].map(([, name = "", light = "", dark = ""]) => [name, linearRgb(scheme === "light" ? light : dark)]),
  );
}

describe.each(["light", "dark"] as const)("%s", (scheme) => {
  const surfaces = colours(theme, scheme);
  const palette = Object.entries(colours(expressions, scheme));
  const surface = (name: string): LinearRgb => surfaces[name] ?? [0, 0, 0];
  const paper = surface("--paper");

  test("canvases and files have the pages' own colours", () => {
    const plain = Object.entries(colours(charts, scheme)).filter(([name]) => name !== "calm");
    const own = plain.map(([name]) => surface(`--${name.replace("Soft", "-soft")}`));
    expect(plain.map(([, colour]) => colour)).toEqual(own);
    expect(plain).toHaveLength(5);
  });

  test("there are eight expressions", () => expect(palette).toHaveLength(8));

  test.each(["--ink", "--ink-soft", "--accent"])("%s is readable on paper (WCAG AA)", (name) => {
    expect(contrast(surface(name), paper)).toBeGreaterThanOrEqual(4.5);
  });

  test("a button's words are readable", () => {
    expect(contrast(surface("--on-accent"), surface("--accent"))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(palette)("%s stands out from paper (WCAG 1.4.11)", (_, colour) => {
    expect(contrast(colour, paper)).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.entries(COLOUR_VISIONS))("no two expressions look alike to %s", (_, vision) => {
    const seen = palette.map(([, colour]) => seenThrough(vision, colour));
    const nearest = Math.min(...seen.flatMap((a, i) => seen.slice(i + 1).map((b) => distance(a, b))));
    // Four to five times what is just noticeable.
    expect(nearest).toBeGreaterThanOrEqual(0.09);
  });
});
