// Builds the demo call page into a folder that scripts/serve.mjs can serve.

import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { ROOT } from "./bootstrap.mjs";
import { replaceFolder } from "./replace-folder.mjs";

export const DEMO = `${ROOT}dist/demo`;

/** The composite faces, `<expression>-<variant>.png`: the demo's participants and the tests' faces. */
const FACES = `${ROOT}test/fixtures/faces`;

/** Builds dist/demo from nothing. */
export async function buildDemo() {
  await replaceFolder(DEMO, buildInto);
}

/** @param {string} folder */
async function buildInto(folder) {
  await mkdir(folder, { recursive: true });
  await Promise.all([
    ...["index.html", "demo.css", "icon.svg"].map((file) => cp(`${ROOT}demo/${file}`, `${folder}/${file}`)),
    cp(FACES, `${folder}/faces`, { recursive: true }),
    build({
      absWorkingDir: ROOT,
      bundle: true,
      format: "esm",
      target: "chrome148",
      outdir: folder,
      entryPoints: ["demo/demo.ts", "demo/face-worker.ts"],
    }),
  ]);
  await writeFile(`${folder}/faces/index.json`, JSON.stringify(facesByExpression(await readdir(FACES))));
}

/** @param {string[]} files */
function facesByExpression(files) {
  /** @type {Record<string, string[]>} */
  const faces = {};
  for (const file of files.filter((name) => name.endsWith(".png")).sort()) {
    const expression = file.slice(0, file.lastIndexOf("-"));
    faces[expression] = [...(faces[expression] ?? []), file];
  }
  return faces;
}
