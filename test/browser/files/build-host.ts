import { build } from "esbuild";
import { ROOT } from "../../../scripts/bootstrap.mjs";

/** Builds `host.ts`, which makes and reads files in a page, into a folder. */
export async function buildHost(folder: string): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: { host: "test/browser/files/host.ts" },
    bundle: true,
    format: "esm",
    target: "chrome148",
    outdir: folder,
  });
}
