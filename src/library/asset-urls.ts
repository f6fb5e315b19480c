import { ASSETS, type Asset } from "../engine/assets.ts";
import { EngineError } from "../engine/errors.ts";

/** A URL for each file of the folder `assets`. */
export type AssetUrls = Readonly<Record<Asset | "worker.js", string>>;

/**
 * Where the files lie in the package. Spelled out one by one: so Vite and webpack find them, and copy them along. Only when asked:
 * a bundle that is no module has no `import.meta.url`, and its page says itself where they are.
 */
const packaged = (): AssetUrls => ({
  "worker.js": new URL("./assets/worker.js", import.meta.url).href,
  "picture.wasm": new URL("./assets/picture.wasm", import.meta.url).href,
  "face-detector-relaxed.wasm": new URL("./assets/face-detector-relaxed.wasm", import.meta.url).href,
  "face-detector.wasm": new URL("./assets/face-detector.wasm", import.meta.url).href,
  "face-detector.bin": new URL("./assets/face-detector.bin", import.meta.url).href,
  "expression-relaxed.wasm": new URL("./assets/expression-relaxed.wasm", import.meta.url).href,
  "expression.wasm": new URL("./assets/expression.wasm", import.meta.url).href,
  "expression/model.json": new URL("./assets/expression/model.json", import.meta.url).href,
  "expression/weights.bin": new URL("./assets/expression/weights.bin", import.meta.url).href,
  "webgpu.js": new URL("./assets/webgpu.js", import.meta.url).href,
});

/**
 * @param folder where the files were copied to, relative to the page; those of the package unless given.
 * @throws an {@link EngineError} where that is no address.
 */
export function assetUrls(folder: string | URL | undefined): AssetUrls {
  if (folder === undefined) return packaged();
  // A Worker has no document, a server neither.
  const page = globalThis.document?.baseURI ?? globalThis.location?.href;
  const address = (String(folder) || ".").replace(/\/?$/, "/");
  if (!URL.canParse(address, page)) {
    throw new EngineError(
      "model-missing",
      `"${folder}" is no address of the package's files. Give "assets" as a URL${page ? `, or as a path relative to ${page}` : ""}.`,
    );
  }
  const base = new URL(address, page);
  const urls = [...ASSETS, "worker.js"].map((name) => [name, new URL(name, base).href]);
  return Object.fromEntries(urls) as AssetUrls;
}
