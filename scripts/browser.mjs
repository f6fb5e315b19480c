// Finds a Chromium, or where it may installs one, and starts it with the extension. Everything that drives a browser
// (start, screenshots, tests, benchmarks) does it through here, so all of them see the same browser.

import { execFileSync } from "node:child_process";
import { constants as access, accessSync, readdirSync, statSync } from "node:fs";
import { constants, homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import puppeteer from "puppeteer";
import { installPackages } from "./debian-packages.mjs";
import { Failure } from "./failure.mjs";

/** The first whose extension messages can carry structured clones; the manifest asks for it too. */
export const OLDEST_BROWSER = 148;

/**
 * Puppeteer turns off what a browser does to hidden tabs and covered windows: timers at 1 Hz, lower priority. Calls are
 * hidden half of the time, so what is tried and tested here must work with it.
 */
const PUPPETEERS_COMFORTS = [
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
];

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
 * The path of a browser that is new enough: CHROME_PATH if set, else what is installed, else, on Debian and Ubuntu as
 * root, the system's own package.
 */
export function findBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    const major = isExecutable(chosen) ? majorVersion(chosen) : undefined;
    if (major === undefined) throw new Failure(`CHROME_PATH is ${chosen}, which is not a browser that can be started.`);
    if (major < OLDEST_BROWSER) throw new Failure(tooOld(chosen, major));
    return chosen;
  }
  const first = newestOf(candidates());
  if (first && first.major >= OLDEST_BROWSER) return first.path;
  const installed = installPackages("chromium") ? newestOf(candidates()) : undefined;
  if (installed && installed.major >= OLDEST_BROWSER) return installed.path;
  const old = installed ?? first;
  throw new Failure(
    old
      ? tooOld(old.path, old.major)
      : `There is no Chromium, Chrome or Edge on this computer: install one, version ${OLDEST_BROWSER} or newer, or set CHROME_PATH to where it is.`,
  );
}

/**
 * Starts the browser on a profile of its own, which is removed when it closes.
 *
 * @param {object} options
 * @param {string[]} [options.extensions] folders of unpacked extensions
 * @param {boolean} [options.headless]
 * @param {string[]} [options.args] further switches
 * @param {import("puppeteer").Viewport | null} [options.viewport] null: as large as the window
 * @param {string} [options.language] the browser's own, such as "de"; the user's if left out
 */
export async function launchBrowser({ extensions = [], headless = true, args = [], viewport = null, language } = {}) {
  const root = process.getuid?.() === 0;
  const browser = await puppeteer.launch({
    executablePath: findBrowser(),
    pipe: true,
    // True: none now, but installExtension works.
    enableExtensions: extensions.length > 0 ? extensions : true,
    headless,
    defaultViewport: viewport,
    // In a window, a bar that says the browser is remote-controlled would be in the way.
    ignoreDefaultArgs: headless ? PUPPETEERS_COMFORTS : [...PUPPETEERS_COMFORTS, "--enable-automation"],
    // Linux takes the language from the environment, the others from the switch.
    env: { ...process.env, ...(language && { LANGUAGE: language }) },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      // Chromium's sandbox refuses to run as root.
      ...(root ? ["--no-sandbox"] : []),
      ...(language ? [`--lang=${language}`] : []),
      "--no-first-run",
      // Nothing of the browser's own goes over the network: what is seen there is the page's or the extension's.
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-quic",
      // A call inside one page, on a computer that may have no network at all.
      "--allow-loopback-in-peer-connection",
      "--disable-features=WebRtcHideLocalIpsWithMdns",
      // MediaPipe takes pictures by WebGL. Without a graphics card a browser draws that itself, but in a window only if
      // told to.
      "--enable-unsafe-swiftshader",
      // The demo's file cameras play on when their tab is hidden, as a camera would.
      "--disable-background-media-suspend",
      ...args,
    ],
  });
  closeOnSignals(browser);
  return browser;
}

/**
 * Ctrl-C and its kin close the browser before they end the program. Puppeteer would kill it and leave its profile.
 *
 * @param {import("puppeteer").Browser} browser
 */
function closeOnSignals(browser) {
  const closed = new AbortController();
  browser.once("disconnected", () => closed.abort());
  for (const signal of /** @type {const} */ (["SIGHUP", "SIGINT", "SIGTERM"])) {
    const close = () => {
      browser
        .close()
        .catch(() => undefined)
        // As a shell counts a program that a signal ended.
        .finally(() => process.exit(128 + constants.signals[signal]));
    };
    process.once(signal, close);
    closed.signal.addEventListener("abort", () => process.off(signal, close), { once: true });
  }
}

/**
 * @param {string} path
 * @param {number} major
 */
function tooOld(path, major) {
  return `The browser at ${path} is version ${major}, and Countenance needs ${OLDEST_BROWSER} or newer: update it, or set CHROME_PATH to another.`;
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
 */
function newestOf(paths) {
  /** @type {{ path: string, major: number } | undefined} */
  let newest;
  for (const path of paths) {
    const major = isExecutable(path) ? majorVersion(path) : undefined;
    if (major === undefined) continue;
    if (major >= OLDEST_BROWSER) return { path, major };
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
