import { afterEach, expect, test, vi } from "vitest";
import { compileAsset, fetchAsset } from "../../../src/engine/assets.ts";

const ASSETS = "https://example.org/assets/";
/** The shortest WebAssembly module there is: its magic number and version. */
const EMPTY_MODULE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

afterEach(() => vi.unstubAllGlobals());

function serve(body: BodyInit, init?: ResponseInit): void {
  vi.stubGlobal("fetch", async () => new Response(body, init));
}

/** A body that ends in the middle. */
function cutOff(): ReadableStream {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(EMPTY_MODULE.slice(0, 6));
      controller.error(new TypeError("network error"));
    },
  });
}

const wasm = { headers: { "content-type": "application/wasm" } };

test.each([
  ["while it comes", wasm],
  ["once it is there, from a server that does not say what it is", {}],
])("a WebAssembly file is compiled %s", async (_, init) => {
  serve(EMPTY_MODULE, init);
  expect(await compileAsset(ASSETS, "picture.wasm")).toBeInstanceOf(WebAssembly.Module);
});

test.each([
  ["a page in its place", () => serve("<!doctype html>", wasm), "model-corrupt"],
  ["a page in its place, and said to be one", () => serve("<!doctype html>"), "model-corrupt"],
  ["cut off on the way", () => serve(cutOff(), wasm), "model-missing"],
  ["cut off on the way, from a server that does not say what it is", () => serve(cutOff()), "model-missing"],
  ["not there", () => serve("", { status: 404 }), "model-missing"],
])("a WebAssembly file that is %s is a sentence that names it", async (_, prepare, code) => {
  prepare();
  const message = expect.stringMatching(/^The file picture\.wasm is .*\. Install Countenance again/);
  await expect(compileAsset(ASSETS, "picture.wasm")).rejects.toMatchObject({ name: "EngineError", code, message });
});

test("any other file that is cut off on the way is missing", async () => {
  serve(cutOff());
  await expect(fetchAsset(ASSETS, "expression/weights.bin")).rejects.toMatchObject({ code: "model-missing" });
});
