// The command `countenance` into dist/command-line, which `npm pack` packs beside the library.

import { cp, writeFile } from "node:fs/promises";
import { ROOT } from "./bootstrap.mjs";
import { replaceFolder } from "./replace-folder.mjs";

const COMMAND_LINE = `${ROOT}dist/command-line`;

/** Builds the command from nothing. Where it lies, `../library/assets` must be the library's. */
export async function buildCommandLine(folder = COMMAND_LINE) {
  await replaceFolder(folder, buildInto);
}

/** @param {string} folder */
async function buildInto(folder) {
  const { build } = await import("esbuild");
  const { thirdPartyNotices } = await import("./third-party-notices.mjs");
  const shared = { absWorkingDir: ROOT, bundle: true, format: /** @type {const} */ ("esm"), metafile: true };
  const bundles = await Promise.all([
    build({
      ...shared,
      entryPoints: { countenance: "src/command-line/main.ts" },
      outdir: folder,
      platform: "node",
      target: "node20",
      banner: { js: "#!/usr/bin/env node" },
    }),
    build({
      ...shared,
      entryPoints: { page: "src/command-line/page/page.ts" },
      outdir: `${folder}/page`,
      target: "chrome123",
      minify: true,
      legalComments: "linked",
    }),
  ]);
  await cp(`${ROOT}src/command-line/page/index.html`, `${folder}/page/index.html`);
  const files = bundles.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  await writeFile(`${folder}/THIRD-PARTY-NOTICES.txt`, await thirdPartyNotices(files, []));
}
