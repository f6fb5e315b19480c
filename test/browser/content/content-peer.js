// What stands at the other end of the content script's ports in these tests, in a service worker.

/** @type {chrome.runtime.Port[]} */
const ports = [];
/** @type {{ tabId: number | undefined, message: unknown }[]} */
const received = [];

chrome.runtime.onConnect.addListener((port) => {
  ports.push(port);
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

Object.assign(globalThis, { ports, received, told });
