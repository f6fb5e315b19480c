import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend as currentBackend, env, removeBackend, setBackend } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-webgpu";

/** What the expression model runs on. */
export type Backend = "webgpu" | "wasm";

/** "auto": the faster of the two on this machine. */
export type BackendChoice = "auto" | Backend;

/** Names that software renderers give themselves: Chromium's, Mesa's and Microsoft's. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

/**
 * Starts WebAssembly and makes it the current backend; false when the browser would not.
 * @param assets URL of the folder with its binary; ends in "/".
 */
export async function startWasm(assets: string): Promise<boolean> {
  // Its threads come from a blob script, which an extension's policy refuses.
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths(assets);
  return setBackend("wasm").catch(() => false);
}

/**
 * Starts WebGPU and makes it the current backend.
 * @param softwareToo also on an adapter that only imitates a graphics card: right, but a hundred times slower than WebAssembly.
 * @returns its device; null when there is none to be had.
 */
export async function startWebGpu(softwareToo: boolean): Promise<GPUDevice | null> {
  if (!("gpu" in navigator)) return null;
  // The same request as TensorFlow.js's own, so that it is the same adapter that is looked at.
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter || (!softwareToo && isSoftware(adapter.info))) return null;
  const started = await setBackend("webgpu").catch(() => false);
  return started ? (currentBackend() as WebGPUBackend).device : null;
}

/** Makes a backend that was started the current one, at once. */
export function switchTo(backend: Backend): void {
  void setBackend(backend);
}

/** Ends WebGPU for as long as this Worker or window lives. Another backend must be current. */
export function endWebGpu(device: GPUDevice): void {
  try {
    removeBackend("webgpu");
  } catch {
    // A lost device may refuse to be cleaned up; it holds nothing any more.
  }
  device.destroy();
}

/** Whether an adapter is the processor in disguise. */
export function isSoftware(
  info: Pick<GPUAdapterInfo, "vendor" | "architecture" | "device" | "description" | "isFallbackAdapter">,
): boolean {
  return (
    info.isFallbackAdapter || SOFTWARE.test(`${info.vendor} ${info.architecture} ${info.device} ${info.description}`)
  );
}
