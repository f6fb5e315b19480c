import { useEffect, useState } from "preact/hooks";
import type { Expression } from "../engine/expression.ts";
import { EXPRESSION_COLOURS } from "./expression-colours.ts";

export type Scheme = "light" | "dark";

const DARK = "(prefers-color-scheme: dark)";

/** Canvases and files know no `light-dark()`: the one of the two. The plain ones are those of theme.css. */
const PLAIN = {
  paper: "light-dark(#fbfaf7, #191817)",
  ink: "light-dark(#1f1c19, #f1eee9)",
  inkSoft: "light-dark(#645e56, #aaa39a)",
  hairline: "light-dark(#e3ded5, #37332f)",
  track: "light-dark(#ece8e0, #2b2826)",
  /** The area of neutral faces, the ground that the others stand on: less than its own colour. */
  calm: "light-dark(#cfcac3, #4a4642)",
} as const;

export function expressionColour(expression: Expression, scheme: Scheme): string {
  return resolve(EXPRESSION_COLOURS[expression], scheme);
}

export function plainColour(name: keyof typeof PLAIN, scheme: Scheme): string {
  return resolve(PLAIN[name], scheme);
}

/** The scheme of the screen, followed. */
export function useScheme(): Scheme {
  const [isDark, setIsDark] = useState(() => matchMedia(DARK).matches);
  useEffect(() => {
    const life = new AbortController();
    matchMedia(DARK).addEventListener("change", ({ matches }) => setIsDark(matches), { signal: life.signal });
    return () => life.abort();
  }, []);
  return isDark ? "dark" : "light";
}

function resolve(colour: string, scheme: Scheme): string {
  const [light, dark] = colour.match(/#[0-9a-f]{6}/g) ?? [];
  return (scheme === "light" ? light : dark) ?? colour;
}
