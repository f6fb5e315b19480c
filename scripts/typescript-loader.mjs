// Lets Node import TypeScript as it is: `register("./typescript-loader.mjs", import.meta.url)` from node:module.

import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

/** @type {import("node:module").LoadHook} */
export async function load(url, context, nextLoad) {
  if (!url.endsWith(".ts")) return nextLoad(url, context);
  const source = await readFile(new URL(url), "utf8");
  const { code } = await transform(source, { loader: "ts", sourcefile: url, sourcemap: "inline" });
  return { format: "module", source: code, shortCircuit: true };
}
