// Chromium comes from the system (scripts/browser.mjs finds or installs it), never from a download at install time.
module.exports = { skipDownload: true };
