// `npm run build:library`: the library into dist/library and the command beside it, as `npm pack` packs them.

import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { bootstrap, ROOT } from "./bootstrap.mjs";
import { buildCommandLine } from "./build-command-line.mjs";
import { Failure } from "./failure.mjs";
import { replaceFolder } from "./replace-folder.mjs";
import { runIfStarted } from "./run-if-started.mjs";

const LIBRARY = `${ROOT}dist/library`;

/** The oldest browsers with module Workers and all the CSS of the element. */
const BROWSERS = ["chrome123", "firefox121"];

/**
 * Of each language's messages, those that the element says (`src/library/element-words.ts`): the rest is the extension's.
 *
 * @type {import("esbuild").Plugin}
 */
const elementMessages = {
  name: "element-messages",
  setup(build) {
    build.onLoad({ filter: /_locales.\w+.messages\.json$/ }, async ({ path }) => {
      const messages = Object.entries(JSON.parse(await readFile(path, "utf8")));
      const own = messages.filter(([key]) =>
        /^(label|phrase|doubt|contentNotSure|notSureBecause|presenceNoFace)/.test(key),
      );
      return { loader: "json", contents: JSON.stringify(Object.fromEntries(own)) };
    });
  },
};

/** Builds the library from nothing. */
export async function buildLibrary(folder = LIBRARY) {
  await replaceFolder(folder, buildInto);
}

/** @param {string} folder */
async function buildInto(folder) {
  const { build } = await import("esbuild");
  const { writeEngineAssets } = await import("./engine-assets.mjs");
  const { thirdPartyNotices } = await import("./third-party-notices.mjs");
  const shared = {
    absWorkingDir: ROOT,
    bundle: true,
    format: /** @type {const} */ ("esm"),
    target: BROWSERS,
  };
  const [worker, engineSources] = await Promise.all([
    build({
      ...shared,
      entryPoints: ["src/library/worker.ts"],
      outdir: `${folder}/assets`,
      minify: true,
      metafile: true,
      legalComments: "linked",
      define: { "process.env.NODE_ENV": '"production"' },
    }),
    writeEngineAssets(`${folder}/assets`, BROWSERS),
    // Small, and better read than guessed at. What both entries have in common is shared: an EngineError is the same in both.
    build({
      ...shared,
      entryPoints: ["src/library/index.ts", "src/library/element.ts"],
      outdir: folder,
      plugins: [elementMessages],
      splitting: true,
      chunkNames: "shared",
    }),
    writeTypes(`${folder}/types`),
  ]);
  await writeFile(
    `${folder}/THIRD-PARTY-NOTICES.txt`,
    await thirdPartyNotices([...Object.keys(worker.metafile.inputs), ...engineSources]),
  );
}

/** @param {string} folder */
async function writeTypes(folder) {
  const tsc = `${ROOT}node_modules/typescript/bin/tsc`;
  const running = promisify(execFile)(process.execPath, [tsc, "-p", `${ROOT}src/library`, "--outDir", folder]);
  await running.catch(({ stdout }) => {
    throw new Failure(`The library's types are not right:\n${stdout}`, 1);
  });
}

await runIfStarted(import.meta.url, async () => {
  bootstrap();
  await buildLibrary();
  await buildCommandLine();
});
