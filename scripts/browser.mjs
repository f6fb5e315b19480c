// Finds a Chromium, or where it may installs one, and starts it with the extension. Everything that drives a browser
// (start, screenshots, tests, benchmarks) does it through here, so all of them see the same browser.

import { constants } from "node:os";
import puppeteer from "puppeteer";
import { installPackages } from "./debian-packages.mjs";
import { findInstalledBrowser } from "./find-browser.mjs";

/** The first whose extension messages can carry structured clones; the manifest asks for it too. */
const OLDEST_BROWSER = 148;

/**
 * Puppeteer turns off what a browser does to hidden tabs and covered windows: timers at 1 Hz, lower priority. Calls are
 * hidden half of the time, so what is tried and tested here must work with it.
 */
const PUPPETEERS_COMFORTS = [
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
];

/**
 * The path of a browser that is new enough: CHROME_PATH if set, else what is installed, else, on Debian and Ubuntu as
 * root, the system's own package.
 */
export function findBrowser() {
  return findInstalledBrowser(OLDEST_BROWSER, () => installPackages("chromium"));
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
  // Linux takes it from LANGUAGE by itself.
  const switched = language ?? (process.platform === "linux" ? undefined : process.env.LANGUAGE);
  const browser = await puppeteer.launch({
    executablePath: findBrowser(),
    pipe: true,
    // True: none now, but installExtension works.
    enableExtensions: extensions.length > 0 ? extensions : true,
    headless,
    defaultViewport: viewport,
    // One call may be minutes of work, as of a software graphics card: three of them are Puppeteer's own limit.
    protocolTimeout: 900_000,
    // In a window, a bar that says the browser is remote-controlled would be in the way.
    ignoreDefaultArgs: headless ? PUPPETEERS_COMFORTS : [...PUPPETEERS_COMFORTS, "--enable-automation"],
    env: { ...process.env, ...(language && { LANGUAGE: language }) },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      // Chromium's sandbox refuses to run as root.
      ...(root ? ["--no-sandbox"] : []),
      ...(switched ? [`--lang=${switched}`] : []),
      "--no-first-run",
      // Nothing of the browser's own goes over the network: what is seen there is the page's or the extension's.
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-quic",
      // A call inside one page, on a computer that may have no network at all.
      "--allow-loopback-in-peer-connection",
      "--disable-features=WebRtcHideLocalIpsWithMdns",
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
