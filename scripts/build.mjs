// Builds the extension into dist/chrome, ready to be loaded unpacked.

import { cp, writeFile } from "node:fs/promises";
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
  "src/popup/popup.html": "popup/popup.html",
  "src/offscreen/offscreen.html": "offscreen/offscreen.html",
  "src/welcome/welcome.html": "welcome/welcome.html",
  "src/options/options.html": "options/options.html",
  "src/privacy/privacy.html": "privacy/privacy.html",
  "src/report/report.html": "report/report.html",
  "src/analyse/analyse.html": "analyse/analyse.html",
};

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
      "popup/popup": "src/popup/popup.tsx",
      "welcome/welcome": "src/welcome/welcome.tsx",
      "options/options": "src/options/options.tsx",
      "privacy/privacy": "src/privacy/privacy.tsx",
      "report/report": "src/report/report.tsx",
      "analyse/analyse": "src/analyse/analyse.tsx",
      "ui/findings-worker": "src/ui/findings-worker.ts",
    },
  });
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
