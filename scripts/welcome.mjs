// The welcome page, gone through as a person does. There is no other way to have Countenance start.

/** @typedef {import("../src/messages/settings.ts").Purpose} Purpose */

/** How long the page may take to open, in ms. */
const PATIENCE_MS = 30_000;

/**
 * Waits for the page that the extension opens when it has been installed, chooses a purpose, promises, presses "Turn on
 * Countenance" and closes the page.
 *
 * @param {import("puppeteer").Browser} browser
 * @param {string} extensionId
 * @param {Purpose} purpose
 */
export async function completeWelcome(browser, extensionId, purpose = "leading") {
  const page = await welcomePage(browser, extensionId);
  await fillIn(page, purpose);
  await page.close();
}

/**
 * @param {import("puppeteer").Browser} browser
 * @param {string} extensionId
 */
export async function welcomePage(browser, extensionId) {
  const url = `chrome-extension://${extensionId}/welcome/welcome.html`;
  const target = await browser.waitForTarget((candidate) => candidate.url() === url, { timeout: PATIENCE_MS });
  const page = await target.asPage();
  await page.waitForSelector("main", { timeout: PATIENCE_MS });
  return page;
}

/**
 * @param {import("puppeteer").Page} page
 * @param {Purpose} purpose
 */
export async function fillIn(page, purpose) {
  for (const pressed of [`[value="${purpose}"]`, "[type=checkbox]", "[type=submit]"]) {
    await page.$eval(pressed, (element) => element instanceof HTMLElement && element.click());
  }
  await page.waitForSelector(".ready", { timeout: PATIENCE_MS });
}
