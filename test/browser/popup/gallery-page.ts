import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Page } from "puppeteer";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { welcomePage } from "../../../scripts/welcome.mjs";
import type { Shown } from "./gallery.tsx";

export interface Gallery {
  /** Shows one of the gallery's phases, in the popup's place or, at a width in pixels, in a tab's. */
  show(shown: Shown, scheme: "light" | "dark", tabWidth?: number): Promise<Page>;
  /** Shows another page of the extension, such as "options/options.html", at a width in pixels. */
  open(path: string, width: number): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Opens the gallery as a page of a copy of the built extension: its policy and its words apply as they do there. The
 * browser speaks the language.
 */
export async function openGallery(language = "en"): Promise<Gallery> {
  const folder = await mkdtemp(join(tmpdir(), "countenance-"));
  await cp(EXTENSION, folder, { recursive: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["test/browser/popup/gallery.tsx"],
    outdir: join(folder, "popup"),
    bundle: true,
    format: "esm",
    target: "chrome148",
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  const html = await readFile(join(folder, "popup/popup.html"), "utf8");
  await writeFile(join(folder, "popup/gallery.html"), html.replaceAll(/popup\.(css|js)/g, "gallery.$1"));
  const browser = await launchBrowser({ language });
  const id = await browser.installExtension(folder);
  // It opens over what is there by then, and a page that is hidden is not drawn.
  await welcomePage(browser, id);
  const page = await browser.newPage();
  return {
    show: async (shown, scheme, tabWidth) => {
      await page.setViewport({ width: tabWidth ?? 400, height: 580 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      const place = tabWidth === undefined ? "" : "&tab=1";
      await page.goto(`chrome-extension://${id}/popup/gallery.html?show=${shown}${place}`);
      await page.waitForSelector("main h2, main li");
      if (shown.startsWith("summary")) {
        await page.click("button.session-words");
        await page.waitForSelector("main h2");
      }
      return page;
    },
    open: async (path, width) => {
      await page.setViewport({ width, height: 800 });
      await page.goto(`chrome-extension://${id}/${path}`);
      await page.waitForSelector("h1");
      return page;
    },
    close: async () => {
      await browser.close();
      await rm(folder, { recursive: true });
    },
  };
}
