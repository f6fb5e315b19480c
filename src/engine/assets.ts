import { EngineError } from "./errors.ts";

/**
 * The files the engine fetches when it starts: of the kernels those that are "relaxed", the others only where the browser can't have
 * them; `webgpu.js` only where there is a graphics card, `picture.wasm` in the library.
 */
export const ASSETS = [
  "picture.wasm",
  "face-detector-relaxed.wasm",
  "face-detector.wasm",
  "face-detector.bin",
  "expression-relaxed.wasm",
  "expression.wasm",
  "expression/model.json",
  "expression/weights.bin",
  "webgpu.js",
] as const;

export type Asset = (typeof ASSETS)[number];

/**
 * Where the engine's files are: the absolute URL of a folder that holds them all, ending in "/"; or a URL for each, as
 * bundlers give files names of their own.
 */
export type Assets = string | Readonly<Record<Asset, string>>;

function assetUrl(assets: Assets, asset: Asset): string {
  return typeof assets === "string" ? assets + asset : assets[asset];
}

/** A file of the engine's assets, with an error that names it when it is not there. */
export async function fetchAsset(assets: Assets, asset: Asset): Promise<ArrayBuffer> {
  const response = await request(assets, asset);
  try {
    return await response.arrayBuffer();
  } catch (error) {
    throw missing(assets, asset, error);
  }
}

/**
 * A WebAssembly file, compiled: while it comes, where its server says what it is. One that is damaged, or of a kind that the
 * browser does not know, is "model-corrupt"; where none may be compiled, that is "worker-failed".
 */
export async function compileAsset(assets: Assets, asset: Asset): Promise<WebAssembly.Module> {
  const response = await request(assets, asset);
  try {
    return response.headers.get("content-type") === "application/wasm"
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw missing(assets, asset, error);
    if (await isForbidden()) throw new EngineError("worker-failed", FORBIDDEN, { cause: error });
    const message = `The file ${fileName(asset)} is damaged, or the browser too old for it. Install Countenance again, or update the browser.`;
    throw new EngineError("model-corrupt", message, { cause: error });
  }
}

const FORBIDDEN =
  "The page's Content Security Policy forbids WebAssembly. Add 'wasm-unsafe-eval' to its script-src, there and where worker.js is served.";

/** Whether a policy forbids WebAssembly, even the shortest module there is: browsers tell of it as of a damaged one. */
async function isForbidden(): Promise<boolean> {
  const shortest = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  return WebAssembly.compile(shortest).then(
    () => false,
    () => true,
  );
}

/** A script, run as a module. */
export async function importAsset<Module>(assets: Assets, asset: Asset): Promise<Module> {
  try {
    return await import(assetUrl(assets, asset));
  } catch (error) {
    throw missing(assets, asset, error);
  }
}

/** Kernels as this browser can have them: relaxed SIMD came to browsers after SIMD. */
export async function compileKernels(
  assets: Assets,
  name: "face-detector" | "expression",
): Promise<WebAssembly.Module> {
  try {
    return await compileAsset(assets, `${name}-relaxed.wasm`);
  } catch (error) {
    if (error instanceof EngineError && error.code === "model-corrupt") return compileAsset(assets, `${name}.wasm`);
    throw error;
  }
}

async function request(assets: Assets, asset: Asset): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(assetUrl(assets, asset));
  } catch (error) {
    throw missing(assets, asset, error);
  }
  if (!response.ok) throw missing(assets, asset, new Error(`${response.status}`));
  // Servers of applications answer with their own page whatever they do not have.
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/html")) throw missing(assets, asset, new Error(type));
  return response;
}

function missing(assets: Assets, asset: Asset, cause: unknown): EngineError {
  // Bundlers put small files into the code: of these addresses the content is left out.
  const [address] = assetUrl(assets, asset).split(",");
  const message = `The file ${fileName(asset)} is not to be had from ${address}. Check that it is there and may be fetched, or install Countenance again.`;
  return new EngineError("model-missing", message, { cause });
}

function fileName(asset: Asset): string {
  return asset.slice(asset.lastIndexOf("/") + 1);
}
