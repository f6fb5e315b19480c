import { useEffect, useRef, useState } from "preact/hooks";
import browser from "webextension-polyfill";
import { type RuntimeMessage, START_PATIENCE_MS, type StartResult } from "../messages/messages.ts";
import { type CallConnection, type CallLink, connectToCall } from "./call-connection.ts";
import { type Phase, phaseOf, SEARCH_MS, type Start } from "./phase.ts";

interface CallControls {
  readonly phase: Phase;
  readonly start: () => void;
  readonly stop: () => void;
  /** After the engine failed. */
  readonly retry: () => void;
}

/** The tab's call and the means to begin and end it. */
export function useCall(tabId: number): CallControls {
  const [link, setLink] = useState<CallLink>({ state: "connecting" });
  const [start, setStart] = useState<Start>({ state: "none" });
  const [isSearching, setIsSearching] = useState(true);
  const connection = useRef<CallConnection | null>(null);
  /** What the user wants by now, for starts that are on their way. */
  const isWanted = useRef(false);

  useEffect(() => {
    const life = new AbortController();
    connection.current = connectToCall(tabId, setLink, life.signal);
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

  return {
    phase: phaseOf(link, start, isSearching),
    start: () => {
      isWanted.current = true;
      setStart({ state: "pending" });
      requestStart(tabId).then((result) => {
        if (result.ok) connection.current?.watch();
        if (!isWanted.current) connection.current?.send({ type: "stop" });
        else if (!result.ok) setStart({ state: "failed", why: result.why, detail: result.detail });
      });
    },
    stop: () => {
      isWanted.current = false;
      setStart({ state: "none" });
      connection.current?.send({ type: "stop" });
    },
    retry: () => connection.current?.send({ type: "retry" }),
  };
}

async function requestStart(tabId: number): Promise<StartResult> {
  try {
    return await browser.runtime.sendMessage<RuntimeMessage, StartResult>({ type: "start", tabId });
  } catch (error) {
    return { ok: false, why: "failed", detail: String(error) };
  }
}
