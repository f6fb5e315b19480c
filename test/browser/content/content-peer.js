// What stands at the other end of the content script's ports in these tests, in a service worker.

/** @type {chrome.runtime.Port[]} */
const ports = [];
/** @type {{ tabId: number | undefined, message: unknown }[]} */
const received = [];

/** What each content script is told first. */
let settings = { faces: "everyone", leaveOut: [], badges: false };

chrome.runtime.onConnect.addListener((port) => {
  ports.push(port);
  port.postMessage({ type: "settings", settings });
  port.onMessage.addListener((message) => {
    // As puppeteer brings it back: typed arrays don't survive JSON.
    if (message.image) message.image.pixels = [...message.image.pixels];
    received.push({ tabId: port.sender?.tab?.id, message });
  });
  port.onDisconnect.addListener(() => ports.splice(ports.indexOf(port), 1));
});

/** @type {unknown[]} */
const told = [];
chrome.runtime.onMessage.addListener((message) => {
  told.push(message);
});

/** @param {object} chosen the others are as at the beginning */
function choose(chosen) {
  settings = { faces: "everyone", leaveOut: [], badges: false, ...chosen };
  for (const port of ports) port.postMessage({ type: "settings", settings });
}

Object.assign(globalThis, { ports, received, told, choose });
