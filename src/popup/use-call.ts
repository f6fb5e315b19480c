import { useEffect, useRef, useState } from "preact/hooks";
import browser from "webextension-polyfill";
import { rememberEnd, watchIdleEnd } from "../messages/idle-end.ts";
import { type RuntimeMessage, START_PATIENCE_MS, type StartResult } from "../messages/messages.ts";
import { type CallConnection, type CallLink, connectToCall } from "./call-connection.ts";
import { type Phase, phaseOf, SEARCH_MS, type Start } from "./phase.ts";

interface CallControls {
  readonly phase: Phase;
  readonly start: () => void;
  readonly stop: () => void;
  /** After the engine failed. */
  readonly retry: () => void;
  /** After a call has ended by itself: none begins by itself. */
  readonly stayOff: () => void;
}

/** The tab's call and the means to begin and end it. */
export function useCall(tabId: number): CallControls {
  const [link, setLink] = useState<CallLink>({ state: "connecting" });
  const [start, setStart] = useState<Start>({ state: "none" });
  const [isSearching, setIsSearching] = useState(true);
  const [idleSite, setIdleSite] = useState<string | null>(null);
  const connection = useRef<CallConnection | null>(null);
  /** The name of the last start; and whether it is still wanted, also while it is on its way. */
  const wanted = useRef({ start: crypto.randomUUID() as string, isOn: false });

  useEffect(() => {
    const life = new AbortController();
    connection.current = connectToCall(tabId, setLink, life.signal);
    watchIdleEnd(tabId, setIdleSite, life.signal);
    // While the person looks, the engine loads.
    browser.runtime.sendMessage({ type: "prepare" } satisfies RuntimeMessage).catch(() => undefined);
    return () => life.abort();
  }, [tabId]);

  // A call that is on is no longer being started; one that then ends has not failed to start.
  const isOn = link.state === "on";
  useEffect(() => {
    if (isOn) setStart({ state: "none" });
    if (!isOn) return setIsSearching(true);
    const timer = setTimeout(() => setIsSearching(false), SEARCH_MS);
    return () => clearTimeout(timer);
  }, [isOn]);

  const isPending = start.state === "pending";
  useEffect(() => {
    if (!isPending) return;
    const timer = setTimeout(() => setStart({ state: "failed", why: "failed", detail: "" }), START_PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isPending]);

  const sendStop = () => {
    const message: RuntimeMessage = { type: "stop", tabId, start: wanted.current.start };
    browser.runtime.sendMessage(message).catch(() => undefined);
  };

  return {
    phase: phaseOf(link, start, isSearching, idleSite),
    start: () => {
      const name = crypto.randomUUID();
      wanted.current = { start: name, isOn: true };
      setStart({ state: "pending" });
      requestStart(tabId, name).then((result) => {
        if (result.ok) connection.current?.watch();
        // The button was pressed again: what becomes of this start is no longer the question.
        if (wanted.current.start !== name || !wanted.current.isOn) return;
        if (!result.ok) setStart({ state: "failed", why: result.why, detail: result.detail });
      });
    },
    stop: () => {
      wanted.current.isOn = false;
      setStart({ state: "none" });
      sendStop();
    },
    retry: () => connection.current?.retry(),
    stayOff: () => void rememberEnd(tabId, false),
  };
}

async function requestStart(tabId: number, start: string): Promise<StartResult> {
  try {
    return await browser.runtime.sendMessage<RuntimeMessage, StartResult>({ type: "start", tabId, start });
  } catch (error) {
    return { ok: false, why: "failed", detail: String(error) };
  }
}
