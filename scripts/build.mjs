// Builds the extension into dist/chrome, ready to be loaded unpacked.

import { cp, mkdir, rename, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bootstrap, ROOT } from "./bootstrap.mjs";

export const EXTENSION = `${ROOT}dist/chrome`;

/** Copied as they are. Exactly one MediaPipe and one TensorFlow.js WASM binary ship. */
const FILES = {
  "manifest.json": "manifest.json",
  LICENSE: "LICENSE",
  _locales: "_locales",
  "icons/png": "icons",
  "src/popup/popup.html": "popup/popup.html",
  "src/offscreen/offscreen.html": "offscreen/offscreen.html",
  "src/welcome/welcome.html": "welcome/welcome.html",
  "src/options/options.html": "options/options.html",
  "src/privacy/privacy.html": "privacy/privacy.html",
  "models/expression": "assets/expression",
  "node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.js": "assets/vision_wasm_module_internal.js",
  "node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.wasm":
    "assets/vision_wasm_module_internal.wasm",
  "node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm": "assets/tfjs-backend-wasm-simd.wasm",
};

/**
 * Builds the extension from nothing. It takes the folder's place only when it is whole, so that a build that fails, or
 * one beside it, leaves no half of an extension behind.
 */
export async function buildExtension(folder = EXTENSION) {
  const making = `${folder}.${process.pid}`;
  await rm(making, { recursive: true, force: true });
  try {
    await buildInto(making);
    await rm(folder, { recursive: true, force: true });
    await rename(making, folder);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** @param {string} folder */
async function buildInto(folder) {
  const { build } = await import("esbuild");
  const { mediapipeWithoutTelemetry } = await import("./mediapipe-without-telemetry.mjs");
  const { writeDetectors } = await import("./detector-metadata.mjs");
  await mkdir(`${folder}/assets`, { recursive: true });
  await Promise.all(Object.entries(FILES).map(([from, to]) => cp(ROOT + from, `${folder}/${to}`, { recursive: true })));
  await writeDetectors(`${folder}/assets`);
  const shared = {
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    target: "chrome148",
    legalComments: /** @type {const} */ ("linked"),
    jsx: /** @type {const} */ ("automatic"),
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [mediapipeWithoutTelemetry],
    outdir: folder,
  };
  await build({
    ...shared,
    format: "esm",
    entryPoints: {
      background: "src/background/background.ts",
      "offscreen/offscreen": "src/offscreen/offscreen.ts",
      "offscreen/worker": "src/offscreen/worker.ts",
      "popup/popup": "src/popup/popup.tsx",
      "welcome/welcome": "src/welcome/welcome.tsx",
      "options/options": "src/options/options.tsx",
      "privacy/privacy": "src/privacy/privacy.tsx",
    },
  });
  // Content scripts can't be modules.
  await build({
    ...shared,
    format: "iife",
    entryPoints: { content: "src/content/content.ts", "always-on": "src/content/always-on.ts" },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  bootstrap();
  await buildExtension();
}
