import { cp, mkdir, writeFile } from "node:fs/promises";
import { ROOT } from "./bootstrap.mjs";

/** Copied as they are. */
const FILES = {
  "models/expression/CARD.md": "expression/CARD.md",
  "models/expression/model.json": "expression/model.json",
  "models/expression/weights.bin": "expression/weights.bin",
};

/**
 * The files, what is compiled to them, and how.
 *
 * @type {readonly (readonly [string, ...Parameters<typeof import("./compile-kernels.mjs").compiledKernels>])[]}
 */
const KERNELS = [
  ["face-detector.wasm", "detection"],
  ["face-detector-relaxed.wasm", "detection", { relaxed: true }],
  ["picture.wasm", "picture"],
  ["expression.wasm", "expression"],
  ["expression-relaxed.wasm", "expression", { relaxed: true }],
];

/**
 * Writes the files the engine fetches when it starts.
 *
 * @param {string} folder
 * @param {string | string[]} target the oldest browsers.
 * @returns {Promise<readonly string[]>} the sources of what is bundled.
 */
export async function writeEngineAssets(folder, target) {
  const { build } = await import("esbuild");
  const { detectorWeights } = await import("./detector-weights.mjs");
  const { compiledKernels } = await import("./compile-kernels.mjs");
  await mkdir(folder, { recursive: true });
  const copies = Object.entries(FILES).map(([from, to]) => cp(ROOT + from, `${folder}/${to}`, { recursive: true }));
  const [webgpu] = await Promise.all([
    build({
      absWorkingDir: ROOT,
      entryPoints: { webgpu: "src/engine/webgpu-model.ts" },
      bundle: true,
      format: "esm",
      minify: true,
      metafile: true,
      target,
      legalComments: "linked",
      define: { "process.env.NODE_ENV": '"production"' },
      outdir: folder,
    }),
    ...copies,
    detectorWeights().then((weights) => writeFile(`${folder}/face-detector.bin`, new Uint8Array(weights))),
    ...KERNELS.map(async ([file, name, options]) =>
      writeFile(`${folder}/${file}`, await compiledKernels(name, options)),
    ),
  ]);
  return Object.keys(webgpu.metafile.inputs);
}
