import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { buildLibrary } from "../../../scripts/build-library.mjs";
import { ASSETS } from "../../../src/engine/assets.ts";

/** A script's exit code, and what it said. */
async function run(script: string, args: readonly string[], cwd: string): Promise<[code: number, said: string]> {
  return promisify(execFile)(process.execPath, [script, ...args], { cwd }).then(
    ({ stdout, stderr }) => [0, stdout + stderr],
    ({ code, stdout, stderr }) => [code, stdout + stderr],
  );
}

let folder: string;
let scripts: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countenance-library-"));
  await buildLibrary(join(folder, "library"));
  const names = ["index.js", "element.js", "shared.js", "assets/worker.js", "assets/webgpu.js"];
  scripts = await Promise.all(names.map((name) => readFile(join(folder, "library", name), "utf8")));
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

test("there is nothing of the extension in it", () => {
  for (const script of scripts) {
    expect(script).not.toMatch(/webextension-polyfill|\b(?:chrome|browser)\.(?:runtime|storage|i18n|tabs)\b/);
    expect(script).not.toMatch(/src\/(?:content|background|offscreen|popup|messages|session)\//);
  }
});

test("it has no address anything could be sent to", () => {
  const addresses = scripts.flatMap((script) => script.match(/https?:\/\/[\w.-]+/g) ?? []);
  // Those that are left name documentation, a shader's origin, or a namespace.
  const documentation = [
    "http://www.w3.org",
    "https://developer.mozilla.org",
    "https://emscripten.org",
    "https://en.wikipedia.org",
    "https://github.com",
    "https://www.shadertoy.com",
  ];
  expect(addresses.filter((address) => !documentation.includes(address))).toEqual([]);
});

test("all the engine fetches is in it, and whose work it is", async () => {
  const files = (await readdir(join(folder, "library"), { recursive: true })).map((name) => name.replaceAll("\\", "/"));
  for (const asset of ASSETS) expect(files).toContain(`assets/${asset}`);
  const notices = await readFile(join(folder, "library", "THIRD-PARTY-NOTICES.txt"), "utf8");
  for (const name of ["@mediapipe/face_detection", "@tensorflow/tfjs-core", "Apache License", "David Bau"]) {
    expect(notices).toContain(name);
  }
});

test("its reference can be made of it: npm run docs", async () => {
  expect(await run("node_modules/typedoc/bin/typedoc", ["--emit", "none", "--logLevel", "Warn"], ROOT)).toEqual([
    0,
    "",
  ]);
}, 120_000);

test("its types stand alone, strictly checked", async () => {
  const types = join(folder, "library", "types", "src", "library");
  const use = join(folder, "use.ts");
  await writeFile(
    use,
    `import { createAnalyzer, EngineError, type Reading } from "${types}/index.js";
     import type { ReadingDetail } from "${types}/element.js";
     const analyzer = await createAnalyzer({ backend: "wasm", onProgress: (progress: number) => progress });
     const readings: readonly Reading[] = await analyzer.analyze(document.createElement("video"), { source: "film" });
     const code: EngineError["code"] = "closed";
     const live = document.querySelector("countenance-live");
     live?.addEventListener("reading", ({ detail }) => detail satisfies ReadingDetail);
     live?.addEventListener("failure", ({ detail }) => detail.code satisfies EngineError["code"]);
     const onReading = ({ detail }: CustomEvent<ReadingDetail>) => detail.readings;
     live?.addEventListener("reading", onReading, { once: true });
     live?.removeEventListener("reading", onReading);
     live?.addEventListener("click", ({ clientX }: MouseEvent) => clientX);
     live?.addEventListener("click", { handleEvent: () => readings });
     // @ts-expect-error: there is no such backend.
     await createAnalyzer({ backend: "abacus" });
     export { code };`,
  );
  const tsc = `${ROOT}node_modules/typescript/bin/tsc`;
  const options = "--noEmit --strict --target es2022 --module esnext --moduleResolution bundler --lib es2022,dom".split(
    " ",
  );
  expect(await run(tsc, [...options, use], folder)).toEqual([0, ""]);
}, 120_000);
