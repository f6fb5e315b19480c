import { build } from "esbuild";
import { expect, test } from "vitest";

test("the engine's bundle holds no address anything could be sent to or fetched from", async () => {
  const entries = ["analyzer", "webgpu-model"].map(
    (name) => new URL(`../../../src/engine/${name}.ts`, import.meta.url).pathname,
  );
  const { outputFiles } = await build({
    entryPoints: entries,
    outdir: "unwritten",
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    legalComments: "none",
  });
  const addresses = outputFiles.flatMap(({ text }) => text.match(/https?:\/\/[\w.-]+/g) ?? []);
  // Those that are left are documentation, named in error messages and in the comments of TensorFlow.js's shaders.
  const documentation = [
    "https://developer.mozilla.org",
    "https://emscripten.org",
    "https://en.wikipedia.org",
    "https://github.com",
    "https://www.shadertoy.com",
  ];
  expect(addresses.filter((address) => !documentation.includes(address))).toEqual([]);
}, 60_000);
