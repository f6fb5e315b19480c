// The offscreen document: takes the pages' pictures to the engine, its readings to the record, and views to the popup.

import browser from "webextension-polyfill";
import {
  type CallChange,
  FRAMES_PORT,
  LIVE_PORT,
  type RuntimeMessage,
  START_PATIENCE_MS,
  type ToPopup,
} from "../messages/messages.ts";
import { DEFAULT_SETTINGS } from "../messages/parse-settings.ts";
import { post } from "../messages/port.ts";
import { isFromExtension } from "../messages/sender.ts";
import type { Settings } from "../messages/settings.ts";
import { parseFromContent, parseFromPopup, parseRuntimeMessage } from "../messages/validate.ts";
import { Call } from "./call.ts";
import { EngineWorker } from "./engine-worker.ts";

type Port = browser.Runtime.Port;

/** The engine stays loaded this long after the last call, in ms, so that the next begins at once. */
const LINGER_MS = 60_000;
/** A page's clock may differ from ours by this much, in ms; a picture's time beyond that is not believed. */
const CLOCK_TOLERANCE_MS = 5000;

const calls = new Map<number, Call>();
/** Tabs in which it was turned on, and whose page has not connected since, though frames in it may; and when that was. */
const expected = new Map<number, number>();
/** The start that was taken back last: should word of it come only now, it is not to begin. */
let takenBack = "";
/** The service worker tells the user's own before the first call begins. */
let settings = DEFAULT_SETTINGS;
/** The popups, and the tab that each of them shows. */
const popups = new Map<Port, number>();
let pages = 0;
let closeTimer: ReturnType<typeof setTimeout> | undefined;

const engine = new EngineWorker({
  grab: ({ sources }) => {
    for (const call of calls.values()) call.grab(sources);
  },
  readings: (message) => {
    for (const call of calls.values()) call.addReadings(message);
  },
  stateChange: () => {
    for (const call of calls.values()) call.viewChanged();
  },
});

browser.runtime.onConnect.addListener((port: Port) => {
  const { sender } = port;
  if (sender?.id !== browser.runtime.id) return port.disconnect();
  if (port.name === LIVE_PORT && isFromExtension(sender)) servePopup(port);
  else if (port.name === FRAMES_PORT && sender.tab?.id !== undefined) servePage(port, sender.tab.id);
});

browser.runtime.onMessage.addListener(
  (value: unknown, sender: browser.Runtime.MessageSender): Promise<unknown> | undefined => {
    const message = isFromExtension(sender) ? parseRuntimeMessage(value) : null;
    if (message?.type === "end-calls") return endAll();
    if (message?.type === "expect" && message.start !== takenBack) expected.set(message.tabId, performance.now());
    if (message?.type === "stop") stop(message.tabId, message.start);
    if (message?.type === "settings") setSettings(message.settings);
    return undefined;
  },
);

function setSettings(told: Settings): void {
  const forbidden = settings.alwaysOn.filter((host) => !told.alwaysOn.includes(host));
  settings = told;
  engine.setOptions(settings);
  // Where the user takes "always on" back, or the permission in the browser's own settings, nobody is read on.
  for (const call of [...calls.values()]) {
    call.removeSites(forbidden);
    if (call.isOver || forbidden.includes(call.hostname)) turnOff(call.tabId);
    else call.settingsChanged();
  }
  updateSources();
  // A call may be about to begin: this is no time to close.
  linger();
}

function servePage(port: Port, tabId: number): void {
  // Only who turns it on begins a call. A page's script joins: one on its way while it is turned off finds the door closed.
  const call = calls.get(tabId) ?? (isExpected(tabId) ? begin(tabId) : undefined);
  if (!call) {
    port.disconnect();
    return;
  }
  // Frames come and go while their page still loads.
  if (port.sender?.frameId === 0) expected.delete(tabId);
  const pageId = ++pages;
  call.addPage(port);
  port.onMessage.addListener((value: unknown) => {
    const message = parseFromContent(value);
    if (message?.type === "tiles") {
      call.setTiles(port, pageId, message);
      updateSources();
    } else if (message) {
      const source = `${pageId}:${message.tile}`;
      if (message.type === "no-frame") {
        call.addNoFrame(source, message.reason);
        engine.send({ type: "no-frame", source, reason: message.reason });
      } else {
        const timeMs = believable(message.timeMs);
        engine.send({ type: "frame", source, timeMs, image: message.image, grabMs: message.grabMs });
      }
    }
  });
  port.onDisconnect.addListener(() => {
    call.removePage(port);
    if (call.isOver) end(call);
    else updateSources();
  });
}

function servePopup(port: Port): void {
  port.onMessage.addListener((value: unknown) => {
    const message = parseFromPopup(value);
    if (message?.type === "watch") popups.set(port, message.tabId);
    const tabId = popups.get(port) ?? Number.NaN;
    const call = calls.get(tabId);
    if (message?.type === "watch" && call) call.sendView();
    else if (message?.type === "watch") sendNoCall(port);
    else if (message?.type === "retry") engine.retry();
  });
  port.onDisconnect.addListener(() => popups.delete(port));
}

function begin(tabId: number): Call {
  const call = new Call(tabId, {
    engine,
    settings: () => settings,
    watchers: () => watchersOf(tabId),
    onIdle: () => end(call, "ended-idle"),
  });
  calls.set(tabId, call);
  clearTimeout(closeTimer);
  // What failed in the call before may not fail again; on a site that is always on nobody may look.
  engine.retry();
  announce(tabId, "begun");
  return call;
}

function stop(tabId: number, start: string): void {
  takenBack = start;
  turnOff(tabId);
}

/** Ends its call, and a page that is still to connect begins none. */
function turnOff(tabId: number): void {
  expected.delete(tabId);
  const call = calls.get(tabId);
  if (call) end(call);
}

async function endAll(): Promise<void> {
  expected.clear();
  await Promise.all([...calls.values()].map((call) => end(call)));
}

/** Resolves when the call's record is written. */
async function end(call: Call, change: CallChange = "ended"): Promise<void> {
  // Ended by the user, its pages' disconnects come here again.
  if (calls.get(call.tabId) !== call) return;
  calls.delete(call.tabId);
  const closed = call.close();
  for (const port of watchersOf(call.tabId)) sendNoCall(port);
  updateSources();
  announce(call.tabId, change);
  linger();
  await closed;
}

function isExpected(tabId: number): boolean {
  return performance.now() - (expected.get(tabId) ?? Number.NEGATIVE_INFINITY) < START_PATIENCE_MS;
}

/** The popups that show the tab. */
function watchersOf(tabId: number): Port[] {
  return [...popups].flatMap(([port, watchedTab]) => (watchedTab === tabId ? [port] : []));
}

function sendNoCall(port: Port): void {
  post<ToPopup>(port, { type: "call", call: null });
}

/** Closes the document, and with it the engine, when no call has begun for a while. */
function linger(): void {
  clearTimeout(closeTimer);
  if (calls.size === 0) closeTimer = setTimeout(() => window.close(), LINGER_MS);
}

function updateSources(): void {
  engine.setSources([...calls.values()].flatMap((call) => call.sources));
}

function announce(tabId: number, change: CallChange): void {
  // Nobody may be listening: then nobody needs to know.
  browser.runtime.sendMessage({ type: "call-changed", tabId, change } satisfies RuntimeMessage).catch(() => undefined);
}

function believable(timeMs: number): number {
  const nowMs = Date.now();
  return Math.abs(nowMs - timeMs) <= CLOCK_TOLERANCE_MS ? timeMs : nowMs;
}
