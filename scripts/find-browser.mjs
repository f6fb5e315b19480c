// Finds the Chromium, Chrome or Edge that is installed: for the commands that build and try the product, and for the one that ships.

import { execFileSync } from "node:child_process";
import { constants as access, accessSync, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { Failure } from "./failure.mjs";

const LINUX_NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
];

const MAC_APPS = ["Google Chrome", "Chromium", "Microsoft Edge"];

const WINDOWS_PROGRAMS = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * The path of a browser that is new enough: CHROME_PATH if set, else what is installed. Throws a {@link Failure}.
 *
 * @param {number} oldest the first version that will do
 * @param {() => boolean} [install] installs a browser where that can be done; whether it has
 */
export function findInstalledBrowser(oldest, install = () => false) {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    const major = isExecutable(chosen) ? majorVersion(chosen) : undefined;
    if (major === undefined) throw new Failure(`CHROME_PATH is ${chosen}, which is not a browser that can be started.`);
    if (major < oldest) throw new Failure(tooOld(chosen, major, oldest));
    return chosen;
  }
  const first = newestOf(candidates(), oldest);
  if (first && first.major >= oldest) return first.path;
  const installed = install() ? newestOf(candidates(), oldest) : undefined;
  if (installed && installed.major >= oldest) return installed.path;
  const old = installed ?? first;
  throw new Failure(
    old
      ? tooOld(old.path, old.major, oldest)
      : `There is no Chromium, Chrome or Edge on this computer: install one, version ${oldest} or newer, or set CHROME_PATH to where it is.`,
  );
}

/**
 * @param {string} path
 * @param {number} major
 * @param {number} oldest
 */
function tooOld(path, major, oldest) {
  return `The browser at ${path} is version ${major}, and Countenance needs ${oldest} or newer: update it, or set CHROME_PATH to another.`;
}

/** Where browsers are on this system, whether they exist or not. */
function candidates() {
  if (process.platform === "darwin") {
    return ["/Applications", join(homedir(), "Applications")].flatMap((folder) =>
      MAC_APPS.map((app) => `${folder}/${app}.app/Contents/MacOS/${app}`),
    );
  }
  if (process.platform === "win32") {
    const folders = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
    return folders.flatMap((folder) => (folder ? WINDOWS_PROGRAMS.map((program) => join(folder, program)) : []));
  }
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * The first that is new enough, else the newest.
 *
 * @param {string[]} paths
 * @param {number} oldest
 */
function newestOf(paths, oldest) {
  /** @type {{ path: string, major: number } | undefined} */
  let newest;
  for (const path of paths) {
    const major = isExecutable(path) ? majorVersion(path) : undefined;
    if (major === undefined) continue;
    if (major >= oldest) return { path, major };
    if (!newest || major > newest.major) newest = { path, major };
  }
  return newest;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, access.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The first number of the browser's version, or undefined when it tells none.
 *
 * @param {string} path
 */
function majorVersion(path) {
  try {
    // On Windows `--version` opens a window instead; the version is the name of a folder beside the program.
    const words =
      process.platform === "win32"
        ? readdirSync(dirname(path)).join(" ")
        : execFileSync(path, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 30_000 });
    const found = [...words.matchAll(/\b(\d+)\.\d+\.\d+\.\d+\b/g)].map(([, major]) => Number(major));
    return found.length > 0 ? Math.max(...found) : undefined;
  } catch {
    return undefined;
  }
}
