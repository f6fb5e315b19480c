import { EngineError } from "./errors.ts";

/**
 * The files the engine fetches when it starts: `expression.wasm` only where there is no relaxed SIMD, `webgpu.js` only where
 * there is a graphics card, `picture.wasm` in the library.
 */
export const ASSETS = [
  "picture.wasm",
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

export function assetUrl(assets: Assets, asset: Asset): string {
  return typeof assets === "string" ? assets + asset : assets[asset];
}

/** A file of the engine's assets, with an error that names it when it is not there. */
export async function fetchAsset(assets: Assets, asset: Asset): Promise<ArrayBuffer> {
  return (await request(assets, asset)).arrayBuffer();
}

/** A WebAssembly file, compiled: while it comes, where its server says what it is. */
export async function compileAsset(assets: Assets, asset: Asset): Promise<WebAssembly.Module> {
  const response = await request(assets, asset);
  return response.headers.get("content-type") === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

async function request(assets: Assets, asset: Asset): Promise<Response> {
  const url = assetUrl(assets, asset);
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw missing(asset, error);
  }
  if (!response.ok) throw missing(asset, new Error(`${response.status} for ${url}`));
  return response;
}

function missing(asset: Asset, cause: unknown): EngineError {
  const name = asset.slice(asset.lastIndexOf("/") + 1);
  return new EngineError("model-missing", `The file ${name} is missing. Install Countenance again.`, { cause });
}
