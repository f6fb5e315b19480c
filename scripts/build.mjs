// Builds the extension into dist/chrome, ready to be loaded unpacked.

import { cp, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeDetectors } from "./detector-metadata.mjs";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const EXTENSION = `${ROOT}dist/chrome`;

/** Copied as they are. Exactly one MediaPipe and one TensorFlow.js WASM binary ship. */
const FILES = {
  "manifest.json": "manifest.json",
  LICENSE: "LICENSE",
  _locales: "_locales",
  "icons/png": "icons",
  "src/popup/popup.html": "popup/popup.html",
  "src/offscreen/offscreen.html": "offscreen/offscreen.html",
  "models/expression": "assets/expression",
  "node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.js": "assets/vision_wasm_module_internal.js",
  "node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.wasm":
    "assets/vision_wasm_module_internal.wasm",
  "node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm": "assets/tfjs-backend-wasm-simd.wasm",
};

/** Builds dist/chrome from nothing. */
export async function buildExtension() {
  await rm(EXTENSION, { recursive: true, force: true });
  await mkdir(`${EXTENSION}/assets`, { recursive: true });
  await Promise.all(
    Object.entries(FILES).map(([from, to]) => cp(ROOT + from, `${EXTENSION}/${to}`, { recursive: true })),
  );
  await writeDetectors(`${EXTENSION}/assets`);
  const shared = {
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    target: "chrome148",
    legalComments: /** @type {const} */ ("linked"),
    jsx: /** @type {const} */ ("automatic"),
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
  };
  await build({
    ...shared,
    format: "esm",
    outdir: EXTENSION,
    entryPoints: {
      background: "src/background/background.ts",
      "offscreen/offscreen": "src/offscreen/offscreen.ts",
      "offscreen/worker": "src/offscreen/worker.ts",
      "popup/popup": "src/popup/popup.tsx",
    },
  });
  // Content scripts can't be modules.
  await build({ ...shared, format: "iife", outdir: EXTENSION, entryPoints: { content: "src/content/content.ts" } });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildExtension();
