import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser } from "puppeteer";
import { installPackages } from "../../../scripts/debian-packages.mjs";

const FIREFOX = ["firefox-esr", "firefox"];

export interface Firefox {
  readonly browser: Browser;
  /** Opens the page in another Firefox, one that is not driven: it says for itself what comes of it. */
  openUndriven(url: string): Promise<{ close: () => Promise<void> }>;
  close(): Promise<void>;
}

/** Firefox without a window, where there is one or the system has a package of it; null where there is none. */
export async function launchFirefox(): Promise<Firefox | null> {
  const isThere = (program: string) => spawnSync("which", [program]).status === 0;
  const find = () => FIREFOX.find(isThere);
  const found = find() ?? (installPackages("firefox-esr") ? find() : undefined);
  if (!found) return null;
  const program = spawnSync("which", [found], { encoding: "utf8" }).stdout.trim();
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: program });
  const openUndriven = async (url: string) => {
    const profile = await mkdtemp(join(tmpdir(), "countenance-firefox-"));
    const undriven = spawn(program, ["--headless", "--no-remote", "--profile", profile, url], { stdio: "ignore" });
    return { close: () => end(undriven).then(() => rm(profile, { recursive: true })) };
  };
  return { browser, openUndriven, close: () => browser.close() };
}

async function end(program: ChildProcess): Promise<void> {
  program.kill();
  if (program.exitCode === null) await once(program, "exit");
}
