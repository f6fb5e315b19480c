// `npm start`: from a fresh clone to a call being read. See --help.

import { bootstrap } from "./bootstrap.mjs";
import { Failure, runProgram } from "./failure.mjs";
import { HELP, parseStartOptions } from "./start-options.mjs";

await runProgram(async () => {
  const { help, headless, json, seconds, cameras } = parseStartOptions(process.argv.slice(2));
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  if (!headless && process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    throw new Failure("There is no display to open a window on: add --headless, as in npm start -- --headless.");
  }
  bootstrap();
  const { findBrowser, launchBrowser } = await import("./browser.mjs");
  const { buildAll, fitToScreen, openDemoCall, serveDemo, WINDOW_ARGS } = await import("./demo-call.mjs");
  findBrowser();
  const server = await serveDemo(cameras);
  try {
    progress("Building …");
    await buildAll();
    progress("Opening the call …");
    const browser = await launchBrowser({ headless, args: WINDOW_ARGS });
    try {
      const call = await openDemoCall(browser, server);
      if (headless) return await printReport(call, seconds, json);
      await fitToScreen(browser, call);
      await untilClosed(browser, call.page);
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
});

/**
 * @param {import("./demo-call.mjs").DemoCall} call
 * @param {number} seconds
 * @param {boolean} json
 */
async function printReport(call, seconds, json) {
  const { formatTable, reportCall } = await import("./call-report.mjs");
  progress(`Reading for ${seconds} s …`);
  const report = await reportCall(call, seconds);
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : formatTable(report));
}

/**
 * @param {import("puppeteer").Browser} browser
 * @param {import("puppeteer").Page} page
 */
async function untilClosed(browser, page) {
  progress("The call is on, and beside it is what Countenance reads. Close its window, or press Ctrl-C, to end.");
  await new Promise((resolve) => {
    page.once("close", resolve);
    browser.once("disconnected", resolve);
  });
}

/** @param {string} words */
function progress(words) {
  process.stderr.write(`${words}\n`);
}
