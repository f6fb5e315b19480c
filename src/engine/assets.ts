import { EngineError } from "./errors.ts";

/** A file of the engine's assets, with an error that names it when it is not there. */
export async function fetchAsset(url: string): Promise<ArrayBuffer> {
  const name = url.slice(url.lastIndexOf("/") + 1);
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw missing(name, error);
  }
  if (!response.ok) throw missing(name, new Error(`${response.status} for ${url}`));
  return response.arrayBuffer();
}

function missing(name: string, cause: unknown): EngineError {
  return new EngineError("model-missing", `The file ${name} is missing. Install the extension again.`, { cause });
}
