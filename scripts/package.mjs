// `npm run package`: the zip a store takes, the same bytes from the same sources wherever and whenever it is made.

import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { bootstrap, ROOT } from "./bootstrap.mjs";
import { runIfStarted } from "./run-if-started.mjs";

/** The first moment a zip can name. Local time, as zips know no other: it is the same wall clock in every time zone. */
const NO_TIME = new Date(1980, 0, 1);

/** Zip's "made by Unix" and an ordinary file's rights, whatever the system this runs on. */
const UNIX = 3;
const ORDINARY_FILE = 0o100644 << 16;

/**
 * Zips a folder's files in the order of their names.
 *
 * @param {string} folder
 * @returns {Promise<Uint8Array>}
 */
export async function zipFolder(folder) {
  const { zipSync } = await import("fflate");
  const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll("\\", "/"));
  names.sort((a, b) => (a < b ? -1 : 1));
  /** @type {import("fflate").Zippable} */
  const files = {};
  for (const name of names) {
    const path = `${folder}/${name}`;
    if ((await stat(path)).isFile()) files[name] = await readFile(path);
  }
  return zipSync(files, { level: 9, mtime: NO_TIME, os: UNIX, attrs: ORDINARY_FILE });
}

await runIfStarted(import.meta.url, async () => {
  bootstrap();
  const { buildExtension, EXTENSION } = await import("./build.mjs");
  await buildExtension();
  const { version } = JSON.parse(await readFile(`${EXTENSION}/manifest.json`, "utf8"));
  const zip = `${ROOT}dist/countenance-${version}-chrome.zip`;
  const bytes = await zipFolder(EXTENSION);
  await mkdir(dirname(zip), { recursive: true });
  await writeFile(zip, bytes);
  console.log(`${zip.slice(ROOT.length)}: ${(bytes.length / 1e6).toFixed(2)} MB`);
});
