import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Page, WebWorker } from "puppeteer";
import { expect, vi } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { serve } from "../../../scripts/serve.mjs";
import { MEDIA } from "../../media.ts";
import type { Host } from "./host.ts";

declare global {
  var host: Host;
}

export interface EnginePage {
  readonly origin: string;
  /** The engine's code in a module Worker of its own; the one before it ends. */
  startWorker(): Promise<WebWorker>;
  /** Runs a function in the page's own window, the engine's code beside it. */
  inWindow: Page["evaluate"];
  close(): Promise<void>;
}

/** WebGPU on the processor: slow, but the same programs as on a graphics card. */
export const SOFTWARE_WEBGPU = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-features=Vulkan",
];

/** WebGPU without a graphics card compiles and runs its programs on the processor. In ms. */
export const SOFTWARE_PATIENCE = 400_000;

/** A page to run the engine in. The built extension's files are at /assets, faces at /faces, real films and photographs, if there are any, at /media. */
export async function openEnginePage(args: readonly string[] = []): Promise<EnginePage> {
  const folder = await mkdtemp(join(tmpdir(), "countenance-engine-"));
  await build({
    absWorkingDir: ROOT,
    entryPoints: { host: "test/browser/engine/host.ts" },
    bundle: true,
    format: "esm",
    target: "chrome148",
    outdir: folder,
  });
  const server = await serve({
    "/assets": `${EXTENSION}/assets`,
    "/faces": `${ROOT}test/fixtures/faces`,
    "/host": folder,
    ...(MEDIA && { "/media": MEDIA }),
    "/page": `${ROOT}test/browser/engine/page.html`,
  });
  const browser = await launchBrowser({ args: [...args] });
  const page = await browser.newPage();
  await page.goto(`${server.origin}/page`);
  await page.addScriptTag({ url: "/host/host.js", type: "module" });
  const startWorker = async () => {
    const created = new Promise<WebWorker>((resolve) => page.once("workercreated", resolve));
    await page.evaluate(() => {
      const scope = globalThis as { engineWorker?: Worker };
      scope.engineWorker?.terminate();
      scope.engineWorker = new Worker("/host/host.js", { type: "module" });
    });
    const worker = await created;
    await vi.waitFor(async () => expect(await worker.evaluate(() => "host" in globalThis)).toBe(true), 30_000);
    return worker;
  };
  return {
    origin: server.origin,
    startWorker,
    inWindow: page.evaluate.bind(page),
    close: async () => {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
