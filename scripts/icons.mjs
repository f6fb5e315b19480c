// Renders icons/mark.svg to icons/png at the sizes the manifest names: node scripts/icons.mjs

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { bootstrap, ROOT } from "./bootstrap.mjs";
import { runProgram } from "./failure.mjs";

const ICONS = `${ROOT}icons/`;
/** In pixels. */
const SIZES = [16, 32, 48, 128];

await runProgram(async () => {
  bootstrap();
  const { launchBrowser } = await import("./browser.mjs");
  const svg = await readFile(`${ICONS}mark.svg`, "utf8");
  await mkdir(`${ICONS}png`, { recursive: true });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    for (const size of SIZES) {
      await page.setViewport({ width: size, height: size });
      await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${svg}`);
      await writeFile(`${ICONS}png/${size}.png`, await page.screenshot({ omitBackground: true }));
    }
  } finally {
    await browser.close();
  }
});
