import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import puppeteer, { type Browser } from "puppeteer";
import { installPackages } from "../../../scripts/debian-packages.mjs";

const FIREFOX = ["firefox-esr", "firefox"];

export interface Firefox {
  readonly browser: Browser;
  /** Opens the page in another Firefox, one that is not driven: it says for itself what comes of it. */
  openUndriven(url: string): Promise<{ close: () => Promise<void> }>;
  close(): Promise<void>;
}

/** Firefox, where there is one or the system has a package of it, drawing on a screen of its own; null where there is none. */
export async function launchFirefox(): Promise<Firefox | null> {
  const isThere = (program: string) => spawnSync("which", [program]).status === 0;
  const find = () => (isThere("Xvfb") ? FIREFOX.find(isThere) : undefined);
  const found = find() ?? (installPackages("firefox-esr", "xvfb") ? find() : undefined);
  if (!found) return null;
  const program = spawnSync("which", [found], { encoding: "utf8" }).stdout.trim();
  // Without a graphics card Firefox has WebGL only where there is a screen.
  const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x900x24"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [display] = (await once(createInterface(screen.stdout), "line")) as [string];
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: program,
    env: { ...process.env, DISPLAY: `:${display}` },
    extraPrefsFirefox: { "webgl.force-enabled": true },
  });
  const openUndriven = async (url: string) => {
    const profile = await mkdtemp(join(tmpdir(), "countenance-firefox-"));
    const undriven = spawn(program, ["--headless", "--no-remote", "--profile", profile, url], { stdio: "ignore" });
    return { close: () => end(undriven).then(() => rm(profile, { recursive: true })) };
  };
  return { browser, openUndriven, close: () => browser.close().finally(() => end(screen)) };
}

async function end(program: ChildProcess): Promise<void> {
  program.kill();
  if (program.exitCode === null) await once(program, "exit");
}
