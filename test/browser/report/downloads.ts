import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "puppeteer";
import { expect, vi } from "vitest";

export interface Downloads {
  /** The file of that name, once it has been downloaded. */
  file(name: string): Promise<Buffer>;
  /** The names of what has been downloaded. */
  readonly names: ReadonlySet<string>;
  close(): Promise<void>;
}

/** Has the browser put its downloads into a folder of their own. */
export async function watchDownloads(browser: Browser): Promise<Downloads> {
  const folder = await mkdtemp(join(tmpdir(), "countenance-"));
  const devtools = await browser.target().createCDPSession();
  await devtools.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder, eventsEnabled: true });
  const begun = new Map<string, string>();
  const whole = new Set<string>();
  devtools.on("Browser.downloadWillBegin", ({ guid, suggestedFilename }) => begun.set(guid, suggestedFilename));
  devtools.on("Browser.downloadProgress", ({ guid, state }) => {
    if (state === "completed") whole.add(begun.get(guid) ?? "");
  });
  return {
    names: whole,
    file: async (name) => {
      await vi.waitFor(() => expect([...whole]).toContain(name), { timeout: 30_000, interval: 50 });
      return await readFile(join(folder, name));
    },
    close: () => rm(folder, { recursive: true }),
  };
}
