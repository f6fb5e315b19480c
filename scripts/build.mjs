// Builds the extension into dist/chrome, ready to be loaded unpacked.

import { cp, readFile, writeFile } from "node:fs/promises";
import { bootstrap, ROOT } from "./bootstrap.mjs";
import { replaceFolder } from "./replace-folder.mjs";
import { runIfStarted } from "./run-if-started.mjs";

export const EXTENSION = `${ROOT}dist/chrome`;

/** The manifest's `minimum_chrome_version`. */
const TARGET = "chrome148";

/** Copied as they are. */
const FILES = {
  "manifest.json": "manifest.json",
  LICENSE: "LICENSE",
  _locales: "_locales",
  "icons/png": "icons",
  "src/offscreen/offscreen.html": "offscreen/offscreen.html",
};

/** Each in a folder of its name, where `src/ui/page.html` loads its script and styles. */
const PAGES = ["popup", "welcome", "options", "privacy", "report", "analyse"];

/** Builds the extension from nothing. */
export async function buildExtension(folder = EXTENSION) {
  await replaceFolder(folder, buildInto);
}

/** @param {string} folder */
async function buildInto(folder) {
  const { build } = await import("esbuild");
  const { writeEngineAssets } = await import("./engine-assets.mjs");
  const { thirdPartyNotices } = await import("./third-party-notices.mjs");
  await Promise.all(Object.entries(FILES).map(([from, to]) => cp(ROOT + from, `${folder}/${to}`, { recursive: true })));
  const engineSources = await writeEngineAssets(`${folder}/assets`, TARGET);
  const shared = {
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    metafile: true,
    target: TARGET,
    legalComments: /** @type {const} */ ("linked"),
    jsx: /** @type {const} */ ("automatic"),
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
    outdir: folder,
  };
  const pages = await build({
    ...shared,
    format: "esm",
    entryPoints: {
      background: "src/background/background.ts",
      "offscreen/offscreen": "src/offscreen/offscreen.ts",
      ...Object.fromEntries(PAGES.map((page) => [`${page}/${page}`, `src/${page}/${page}.tsx`])),
      "ui/findings-worker": "src/ui/findings-worker.ts",
    },
  });
  const html = await readFile(`${ROOT}src/ui/page.html`, "utf8");
  await Promise.all(PAGES.map((page) => writeFile(`${folder}/${page}/${page}.html`, html.replaceAll("{page}", page))));
  // Two Workers with one engine: that of calls and the library's, which reads files. What both have in common ships once.
  const workers = await build({
    ...shared,
    format: "esm",
    splitting: true,
    chunkNames: "assets/engine-[hash]",
    entryPoints: { "offscreen/worker": "src/offscreen/worker.ts", "assets/worker": "src/library/worker.ts" },
  });
  // Content scripts can't be modules.
  const scripts = await build({
    ...shared,
    format: "iife",
    entryPoints: { content: "src/content/content.ts", "always-on": "src/content/always-on.ts" },
  });
  const sources = [pages, workers, scripts].flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  await writeFile(`${folder}/THIRD-PARTY-NOTICES.txt`, await thirdPartyNotices([...sources, ...engineSources]));
}

await runIfStarted(import.meta.url, async () => {
  bootstrap();
  await buildExtension();
});
