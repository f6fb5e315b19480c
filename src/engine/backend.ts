import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend as currentBackend, env, removeBackend, setBackend } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-webgpu";
import { type Assets, assetUrl } from "./assets.ts";
import type { Backend } from "./backend-choice.ts";

export type { Backend, BackendChoice } from "./backend-choice.ts";

/** Names that software renderers give themselves: Chromium's, Mesa's and Microsoft's. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

/** Starts WebAssembly and makes it the current backend; false when the browser would not. */
export async function startWasm(assets: Assets): Promise<boolean> {
  // Its threads come from a blob script, which an extension's policy refuses.
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  const binary = assetUrl(assets, "tfjs-backend-wasm-simd.wasm");
  // It wants to know of all three, and takes the one that suits the browser: every browser this runs in has SIMD.
  setWasmPaths({
    "tfjs-backend-wasm.wasm": binary,
    "tfjs-backend-wasm-simd.wasm": binary,
    "tfjs-backend-wasm-threaded-simd.wasm": binary,
  });
  return start("wasm");
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
  const started = await start("webgpu");
  return started ? (currentBackend() as WebGPUBackend).device : null;
}

let lastStart: Promise<boolean> = Promise.resolve(true);

/** One start after the other: TensorFlow.js calls a start failed that another overtakes. */
function start(backend: Backend): Promise<boolean> {
  lastStart = lastStart.then(() => setBackend(backend)).catch(() => false);
  return lastStart;
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
