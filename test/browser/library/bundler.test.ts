import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build as esbuild } from "esbuild";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import webpack, { type Configuration, type Stats } from "webpack";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { serve } from "../../../scripts/serve.mjs";
import { type InstalledLibrary, installLibrary } from "./installed-library.ts";

let library: InstalledLibrary;

beforeAll(async () => {
  library = await installLibrary();
});
afterAll(() => library?.remove());

const PAGE = `import { createAnalyzer } from "countenance";
const analyzer = await createAnalyzer();
const [reading] = await analyzer.analyze(await (await fetch("/face.png")).blob());
document.title = reading.dominant;`;

/** A page of the project's that uses the library; resolves to its folder. */
async function writePage(name: string, script: string): Promise<string> {
  const folder = join(library.project, name);
  await mkdir(folder);
  await writeFile(
    join(folder, "index.html"),
    `<!doctype html><title></title><script type="module" src="${script}"></script>`,
  );
  await writeFile(join(folder, "main.js"), PAGE);
  return folder;
}

/** Opens a bundled page, which must read the picture with nothing but what the bundler wrote. */
async function expectToRead(folder: string): Promise<void> {
  const server = await serve({ "/page": folder, "/face.png": `${ROOT}examples/face.png` });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${server.origin}/page/`);
    await page.waitForFunction(() => document.title !== "", { timeout: 90_000, polling: 200 });
    expect(await page.title()).toBe("happiness");
  } finally {
    await browser.close();
    await server.close();
  }
}

test("Vite bundles a page and copies what the engine fetches, without being told", async () => {
  const root = await writePage("vite-page", "main.js");
  await build({ root, base: "./", logLevel: "error", build: { target: "es2022" }, configFile: false });
  await expectToRead(join(root, "dist"));
});

test("a bundle that is no module reads with the files where its page says they are", async () => {
  const folder = await writePage("esbuild-page", "bundle.js");
  const script = PAGE.replace("createAnalyzer()", 'createAnalyzer({ assets: "files/" })');
  const [imports = "", ...rest] = script.split("\n");
  await writeFile(join(folder, "main.js"), `${imports}\nvoid (async () => {${rest.join("\n")}})();`);
  const bundle = {
    bundle: true,
    format: "iife",
    logLevel: "error",
    logOverride: { "empty-import-meta": "silent" },
  } as const;
  await esbuild({ ...bundle, entryPoints: [join(folder, "main.js")], outfile: join(folder, "bundle.js") });
  const assets = join(library.project, "node_modules", "countenance", "dist", "library", "assets");
  await cp(assets, join(folder, "files"), { recursive: true });
  await expectToRead(folder);
});

test("webpack bundles a page and copies what the engine fetches, without being told", async () => {
  const context = await writePage("webpack-page", "dist/main.js");
  const configuration: Configuration = {
    context,
    entry: "./main.js",
    mode: "production",
    output: { path: join(context, "dist") },
  };
  const stats = await new Promise<Stats | undefined>((resolve, reject) => {
    webpack(configuration, (error, made) => (error ? reject(error) : resolve(made)));
  });
  expect(stats?.toJson({ errors: true }).errors).toEqual([]);
  await expectToRead(context);
});
