// What the tests of opening files begin with: a page in which files are made, opened and read.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { afterAll, beforeAll } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { EXTENSION } from "../../../scripts/build.mjs";
import { serve } from "../../../scripts/serve.mjs";
import { MEDIA } from "../../media.ts";
import { buildHost } from "./build-host.ts";
import type { FilesHost } from "./host.ts";

declare global {
  /** In the page. */
  var files: FilesHost;
}

export let page: Page;

/** Call it once, at the top of the file. */
export function openFilesPage(): void {
  let folder: string;
  let server: Awaited<ReturnType<typeof serve>>;
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "countenance-files-"));
    await buildHost(folder);
    server = await serve({
      "/assets": `${EXTENSION}/assets`,
      "/faces": `${ROOT}test/fixtures/faces`,
      "/host": folder,
      "/fixtures": `${ROOT}test/fixtures/media`,
      ...(MEDIA && { "/media": MEDIA }),
      "/page": `${ROOT}test/browser/engine/page.html`,
    });
    browser = await launchBrowser();
    page = await browser.newPage();
    await page.goto(`${server.origin}/page`);
    await page.addScriptTag({ url: "/host/host.js", type: "module" });
    await page.waitForFunction(() => "files" in globalThis);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true });
  });
}
