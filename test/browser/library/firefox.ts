import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import puppeteer, { type Browser } from "puppeteer";
import { installPackages } from "../../../scripts/debian-packages.mjs";

const FIREFOX = ["firefox-esr", "firefox"];

/** Firefox, where there is one or the system has a package of it, drawing on a screen of its own; null where there is none. */
export async function launchFirefox(): Promise<{ browser: Browser; close: () => Promise<void> } | null> {
  const isThere = (program: string) => spawnSync("which", [program]).status === 0;
  const find = () => (isThere("Xvfb") ? FIREFOX.find(isThere) : undefined);
  const program = find() ?? (installPackages("firefox-esr", "xvfb") ? find() : undefined);
  if (!program) return null;
  // Without a graphics card Firefox has WebGL only where there is a screen.
  const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x900x24"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [display] = (await once(createInterface(screen.stdout), "line")) as [string];
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: spawnSync("which", [program], { encoding: "utf8" }).stdout.trim(),
    env: { ...process.env, DISPLAY: `:${display}` },
    extraPrefsFirefox: { "webgl.force-enabled": true },
  });
  return { browser, close: () => browser.close().finally(() => end(screen)) };
}

async function end(program: ChildProcess): Promise<void> {
  program.kill();
  if (program.exitCode === null) await once(program, "exit");
}
