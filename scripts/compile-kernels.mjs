import { main } from "assemblyscript/asc";
import { ROOT } from "./bootstrap.mjs";

const FOLDER = `${ROOT}src/engine/kernels`;

/** Without a runtime, as nothing is ever allocated; with SIMD, which every browser the product runs in has. */
const OPTIONS = ["--runtime", "stub", "--enable", "simd", "--optimizeLevel", "3", "--noAssert"];

/**
 * One of the files in `src/engine/kernels`, as WebAssembly.
 *
 * @param {"detection" | "expression" | "picture"} name
 * @param {{ relaxed?: boolean }} options relaxed: for browsers that have relaxed SIMD, too
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function compiledKernels(name, { relaxed = false } = {}) {
  /** @type {Uint8Array<ArrayBuffer> | undefined} */
  let binary;
  const options = [...OPTIONS, ...(relaxed ? ["--enable", "relaxed-simd"] : [])];
  const { error, stderr } = await main([`${name}.ts`, "--outFile", `${name}.wasm`, "--baseDir", FOLDER, ...options], {
    writeFile: (_, contents) => {
      if (typeof contents !== "string") binary = Uint8Array.from(contents);
    },
  });
  if (error || !binary) throw new Error(`The kernels for ${name} could not be compiled:\n${stderr}`);
  return binary;
}
