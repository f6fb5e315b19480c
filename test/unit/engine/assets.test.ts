import { afterEach, expect, test, vi } from "vitest";
import { type Assets, compileAsset, fetchAsset } from "../../../src/engine/assets.ts";

const ASSETS = "https://example.org/assets/";
/** The shortest WebAssembly module there is: its magic number and version. */
const EMPTY_MODULE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

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

const page = { headers: { "content-type": "text/html; charset=utf-8" } };
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
  ["a page in its place, from a server that does not say what it is", () => serve("<!doctype html>"), "model-corrupt"],
  ["a page in its place, and said to be one", () => serve("<!doctype html>", page), "model-missing"],
  ["cut off on the way", () => serve(cutOff(), wasm), "model-missing"],
  ["cut off on the way, from a server that does not say what it is", () => serve(cutOff()), "model-missing"],
  ["not there", () => serve("", { status: 404 }), "model-missing"],
])("a WebAssembly file that is %s is a sentence that names it", async (_, prepare, code) => {
  prepare();
  const message = expect.stringMatching(/^The file picture\.wasm is .*[Ii]nstall Countenance again/);
  await expect(compileAsset(ASSETS, "picture.wasm")).rejects.toMatchObject({ name: "EngineError", code, message });
});

test("of a file that is missing the address is told, without the content that a bundler put into it", async () => {
  serve("", { status: 404 });
  const said = (assets: Assets) => compileAsset(assets, "picture.wasm").catch((error) => error.message);
  expect(await said(ASSETS)).toContain("https://example.org/assets/picture.wasm");
  const inCode = "data:application/wasm;base64,AGFzbQEAAAA=";
  expect(await said({ "picture.wasm": inCode } as Assets)).toContain("data:application/wasm;base64.");
});

test("where a policy forbids WebAssembly, that is said, and not that the file is damaged", async () => {
  serve(EMPTY_MODULE, wasm);
  const forbid = () => Promise.reject(new WebAssembly.CompileError("violates the Content Security Policy"));
  vi.spyOn(WebAssembly, "compile").mockImplementation(forbid);
  vi.spyOn(WebAssembly, "compileStreaming").mockImplementation(forbid);
  const message = expect.stringContaining("'wasm-unsafe-eval'");
  await expect(compileAsset(ASSETS, "picture.wasm")).rejects.toMatchObject({ code: "worker-failed", message });
});

test("any other file that is cut off on the way is missing", async () => {
  serve(cutOff());
  await expect(fetchAsset(ASSETS, "expression/weights.bin")).rejects.toMatchObject({ code: "model-missing" });
});
