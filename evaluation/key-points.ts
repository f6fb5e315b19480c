import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { ROOT } from "../scripts/bootstrap.mjs";
import { launchBrowser } from "../scripts/browser.mjs";
import { writeDetectors } from "../scripts/detector-metadata.mjs";
import { mediapipeWithoutTelemetry } from "../scripts/mediapipe-without-telemetry.mjs";
import { serve } from "../scripts/serve.mjs";
import type { FacePoints } from "../src/engine/face.ts";
import type { GreyImage } from "../src/engine/grey-image.ts";
import type { FindFaces } from "./key-points-page.ts";
import { Progress } from "./progress.ts";

/** Pictures sent to the browser at a time. */
const BATCH = 50;

const MEDIAPIPE = `${ROOT}node_modules/@mediapipe/tasks-vision/wasm/`;
const PAGE = '<!doctype html><meta charset="utf-8"><title>Evaluation</title>';

/** The key points of the face in each picture, in its pixels, as the engine finds them in headless Chromium; null where it finds none. */
export async function findKeyPoints(images: readonly GreyImage[]): Promise<readonly (FacePoints | null)[]> {
  const folder = await mkdtemp(join(tmpdir(), "countenance-evaluation-"));
  try {
    await writeDetectors(folder);
    await writeFile(`${folder}/index.html`, PAGE);
    await build({
      absWorkingDir: ROOT,
      entryPoints: ["evaluation/key-points-page.ts"],
      bundle: true,
      format: "esm",
      target: "chrome148",
      outdir: folder,
      plugins: [mediapipeWithoutTelemetry],
    });
    const server = await serve({
      "/assets/vision_wasm_module_internal.js": `${MEDIAPIPE}vision_wasm_module_internal.js`,
      "/assets/vision_wasm_module_internal.wasm": `${MEDIAPIPE}vision_wasm_module_internal.wasm`,
      "/assets": folder,
      "/page": folder,
    });
    try {
      return await findInBrowser(server.origin, images);
    } finally {
      await server.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function findInBrowser(origin: string, images: readonly GreyImage[]): Promise<readonly (FacePoints | null)[]> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${origin}/page/`);
    await page.addScriptTag({ url: "/page/key-points-page.js", type: "module" });
    await page.waitForFunction(() => "findFaces" in globalThis);
    const found: (FacePoints | null)[] = [];
    const progress = new Progress(`Looking for the faces of ${images.length} pictures`, images.length);
    while (found.length < images.length) {
      const batch = images.slice(found.length, found.length + BATCH).map(({ width, height, pixels }) => {
        return { width, height, pixels: Buffer.from(pixels).toString("base64") };
      });
      found.push(
        ...(await page.evaluate(
          (pictures) => (globalThis as unknown as { findFaces: FindFaces }).findFaces(pictures),
          batch,
        )),
      );
      progress.update(found.length);
    }
    return found;
  } finally {
    await browser.close();
  }
}
