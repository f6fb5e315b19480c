import browser from "webextension-polyfill";
import { type FromPopup, LIVE_PORT, type ToPopup } from "../messages/messages.ts";
import { post } from "../messages/port.ts";
import { isFromExtension } from "../messages/sender.ts";
import { parseRuntimeMessage } from "../messages/validate.ts";
import type { CallView } from "../session/call-view.ts";

/** What is known of a tab's call. */
export type CallLink =
  | { readonly state: "connecting" }
  | { readonly state: "off" }
  | { readonly state: "on"; readonly call: CallView };

export interface CallConnection {
  /** Asks for the tab's call anew, for instance when it has just been started. */
  readonly watch: () => void;
  /** After a failure: loads the engine again. */
  readonly retry: () => void;
}

/** In ms. Long enough for an offscreen document that went away to be gone. */
const RECONNECT_AFTER_MS = 300;

/** Follows a tab's call until the signal aborts: through its beginnings and ends, and when the connection drops. */
export function connectToCall(tabId: number, onChange: (link: CallLink) => void, signal: AbortSignal): CallConnection {
  let port: browser.Runtime.Port | null = null;
  let isOn = false;
  let reconnectTimer: ReturnType<typeof setTimeout> | undefined;

  function watch(): void {
    // After the extension was reloaded, this page belongs to none any more.
    if (signal.aborted || !browser.runtime.id) return;
    clearTimeout(reconnectTimer);
    port ??= open();
    post<FromPopup>(port, { type: "watch", tabId });
  }

  function open(): browser.Runtime.Port {
    const opened = browser.runtime.connect({ name: LIVE_PORT });
    opened.onMessage.addListener((message: unknown) => {
      const news = message as ToPopup;
      isOn = news.call !== null;
      onChange(news.call ? { state: "on", call: news.call } : { state: "off" });
    });
    opened.onDisconnect.addListener(() => {
      // Without an offscreen document nobody answers. Chrome logs that as an error unless it is looked at.
      void browser.runtime.lastError;
      port = null;
      if (signal.aborted) return;
      if (isOn) reconnectTimer = setTimeout(watch, RECONNECT_AFTER_MS);
      onChange({ state: isOn ? "connecting" : "off" });
      isOn = false;
    });
    return opened;
  }

  const onRuntimeMessage = (value: unknown, sender: browser.Runtime.MessageSender) => {
    const message = isFromExtension(sender) ? parseRuntimeMessage(value) : null;
    if (message?.type === "call-changed" && message.tabId === tabId && message.change === "begun") watch();
    return undefined;
  };

  browser.runtime.onMessage.addListener(onRuntimeMessage);
  signal.addEventListener(
    "abort",
    () => {
      browser.runtime.onMessage.removeListener(onRuntimeMessage);
      clearTimeout(reconnectTimer);
      port?.disconnect();
    },
    { once: true },
  );
  watch();

  return {
    watch,
    retry: () => {
      if (port) post<FromPopup>(port, { type: "retry" });
    },
  };
}
