import type browser from "webextension-polyfill";

/** Posts a message, or does nothing where the other side has just gone: its disconnect event tells the rest. */
export function post<Message>(port: browser.Runtime.Port, message: Message): void {
  try {
    port.postMessage(message);
  } catch {
    // "Attempting to use a disconnected port object"
  }
}
