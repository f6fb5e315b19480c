import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { serve } from "../../../scripts/serve.mjs";
import { type InstalledLibrary, installLibrary } from "./installed-library.ts";

let library: InstalledLibrary;

beforeAll(async () => {
  library = await installLibrary();
}, 240_000);
afterAll(() => library?.remove());

test("Vite bundles a page and copies what the engine fetches, without being told", async () => {
  const root = join(library.project, "page");
  await mkdir(root);
  await writeFile(
    join(root, "index.html"),
    '<!doctype html><title></title><script type="module" src="main.js"></script>',
  );
  await writeFile(
    join(root, "main.js"),
    `import { createAnalyzer } from "countenance";
     const analyzer = await createAnalyzer();
     const [reading] = await analyzer.analyze(await (await fetch("/face.png")).blob());
     document.title = reading.dominant;`,
  );
  await build({ root, base: "./", logLevel: "error", build: { target: "es2022" }, configFile: false });
  const files = await readdir(join(root, "dist", "assets"));
  for (const name of ["worker", "vision_wasm_module_internal", "tfjs-backend-wasm-simd", "weights"]) {
    expect(files.some((file) => file.startsWith(`${name}-`))).toBe(true);
  }
  const server = await serve({ "/page": join(root, "dist"), "/face.png": `${ROOT}examples/face.png` });
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
}, 180_000);
