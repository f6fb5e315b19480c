import { build } from "esbuild";
import { ROOT } from "../../../scripts/bootstrap.mjs";

/** `seed.ts` for a page of the extension, where it is the global `seed`. */
export async function seedScript(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ["test/browser/report/seed.ts"],
    bundle: true,
    format: "iife",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
