import { cp, mkdir, writeFile } from "node:fs/promises";
import { ROOT } from "./bootstrap.mjs";

/** Copied as they are. */
const FILES = {
  "models/expression/CARD.md": "expression/CARD.md",
  "models/expression/model.json": "expression/model.json",
  "models/expression/weights.bin": "expression/weights.bin",
};

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
    compiledKernels("detection").then((kernels) => writeFile(`${folder}/face-detector.wasm`, kernels)),
    compiledKernels("picture").then((kernels) => writeFile(`${folder}/picture.wasm`, kernels)),
    compiledKernels("expression").then((kernels) => writeFile(`${folder}/expression.wasm`, kernels)),
  ]);
  return Object.keys(webgpu.metafile.inputs);
}
