// Sees every request and every error of everything that runs in a browser: pages, workers, service workers, offscreen
// documents. Chromium's debugger stops each of them before its first line until it is watched.

/**
 * @typedef {import("puppeteer").CDPSession} Session
 * @typedef {{ requestsOutside: string[], errors: string[] }} Watched grows while the browser runs
 */

/**
 * Call this before anything is opened.
 *
 * @param {import("puppeteer").Browser} browser
 * @param {(url: string) => boolean} isInside whether an address is one that may be requested
 * @returns {Promise<Watched>}
 */
export async function watchBrowser(browser, isInside) {
  /** @type {Watched} */
  const watched = { requestsOutside: [], errors: [] };
  await watchChildren(await browser.target().createCDPSession(), watched, isInside);
  return watched;
}

/**
 * @param {Session} session
 * @param {Watched} watched
 * @param {(url: string) => boolean} isInside
 */
async function watchChildren(session, watched, isInside) {
  session.on("sessionattached", (child) => {
    watchOne(child, watched, isInside)
      // What is closed meanwhile need not be watched.
      .catch(() => undefined)
      .finally(() => letRun(child));
    // A service worker that starts again is the same target, attached already and stopped anew.
    child.on("Inspector.targetReloadedAfterCrash", () => letRun(child));
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
}

/** @param {Session} session */
function letRun(session) {
  session.send("Runtime.runIfWaitingForDebugger").catch(() => undefined);
}

/**
 * @param {Session} session
 * @param {Watched} watched
 * @param {(url: string) => boolean} isInside
 */
async function watchOne(session, watched, isInside) {
  /** @param {string} url */
  const request = (url) => {
    if (!isInside(url)) watched.requestsOutside.push(url);
  };
  session.on("Network.requestWillBeSent", (event) => request(event.request.url));
  session.on("Network.webSocketCreated", (event) => request(event.url));
  session.on("Network.webTransportCreated", (event) => request(event.url));
  session.on("Runtime.exceptionThrown", ({ exceptionDetails: { text, exception, url } }) => {
    watched.errors.push(`${url ?? "unknown place"}: ${exception?.description ?? text}`);
  });
  session.on("Runtime.consoleAPICalled", ({ type, args, stackTrace }) => {
    if (type !== "error" && type !== "assert") return;
    const place = stackTrace?.callFrames[0]?.url ?? "unknown place";
    watched.errors.push(`${place}: ${args.map((arg) => arg.description ?? String(arg.value)).join(" ")}`);
  });
  session.on("Log.entryAdded", ({ entry: { level, text, url } }) => {
    if (level === "error") watched.errors.push(`${url ?? "unknown place"}: ${text}`);
  });
  // Not every kind of target knows every domain.
  const domains = /** @type {const} */ (["Network.enable", "Runtime.enable", "Log.enable"]);
  await Promise.allSettled([
    ...domains.map((method) => session.send(method)),
    watchChildren(session, watched, isInside),
  ]);
}
