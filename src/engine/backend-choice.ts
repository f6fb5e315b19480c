/** What the expression model runs on. */
export type Backend = "webgpu" | "wasm";

/** "auto": the faster of the two on this machine. */
export type BackendChoice = "auto" | Backend;
