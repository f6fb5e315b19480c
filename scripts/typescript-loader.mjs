// Lets Node import TypeScript as it is, and what that imports of JSON: `register("./typescript-loader.mjs", import.meta.url)`
// from node:module.

import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { transform } from "esbuild";

/** @type {Readonly<Record<string, import("esbuild").Loader>>} */
const LOADERS = { ".ts": "ts", ".json": "json" };

/** @type {import("node:module").LoadHook} */
export async function load(url, context, nextLoad) {
  const loader = LOADERS[extname(url)];
  if (!loader) return nextLoad(url, context);
  const source = await readFile(new URL(url), "utf8");
  // Before 20.10 Node did not know the words `with { type: "json" }`.
  const supported = { "import-attributes": false };
  const { code } = await transform(source, { loader, format: "esm", supported, sourcefile: url, sourcemap: "inline" });
  return { format: "module", source: code, shortCircuit: true };
}
