/** What the expression model runs on: a graphics card, or the processor. */
export type Backend = "webgpu" | "wasm";

/** "auto": the faster of the two on this machine. */
export type BackendChoice = "auto" | Backend;

/** Names that software renderers give themselves: Chromium's, Mesa's and Microsoft's. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

/** Whether WebGPU is to be had on a graphics card, or, with `softwareToo`, on what only imitates one: right, but far slower than WebAssembly. */
export async function hasWebGpu(softwareToo: boolean): Promise<boolean> {
  if (!("gpu" in navigator)) return false;
  try {
    // The same request as TensorFlow.js's own, so that it is the same adapter that is looked at.
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
    return adapter !== null && (softwareToo || !isSoftware(adapter.info));
  } catch {
    return false; // As where a driver is broken, or a policy forbids it.
  }
}

/** Whether an adapter is the processor in disguise. */
function isSoftware(
  info: Pick<GPUAdapterInfo, "vendor" | "architecture" | "device" | "description" | "isFallbackAdapter">,
): boolean {
  return (
    info.isFallbackAdapter || SOFTWARE.test(`${info.vendor} ${info.architecture} ${info.device} ${info.description}`)
  );
}
