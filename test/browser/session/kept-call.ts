// What is kept of a call, seen from outside: the store as any page of the extension has it, and the readings as the
// engine's Worker says them, by a path of the test's own.

import { build } from "esbuild";
import type { CDPSession, Page } from "puppeteer";
import { expect, vi } from "vitest";
import type { Reading } from "../../../src/engine/reading.ts";
import type { Session } from "../../../src/session/session.ts";
import { PATIENCE, type TestCall } from "../call/demo-call.ts";

declare global {
  /** The product's own, once a page has been given it. */
  var store: typeof import("../../../src/session/store.ts");
  /** What the engine said, where the test listens. */
  var heard: Heard[];
}

export interface Heard {
  readonly source: string;
  /** When the picture was taken. */
  readonly timeMs: number;
  /** When its reading came. */
  readonly cameMs: number;
  readonly readings: readonly Reading[];
}

/** Gives a page of the extension `src/session/store.ts`, as `store`. */
export async function giveStore(page: Page): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: ["src/session/store.ts"],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "store",
  });
  await page.evaluate(outputFiles[0]?.text ?? "");
}

/** The newest session that is kept. */
export async function newestSession(page: Page): Promise<Session> {
  const [newest] = await sessions(page);
  if (!newest) throw new Error("No session is kept.");
  return newest;
}

/** All sessions that are kept, the newest first. */
export async function sessions(page: Page): Promise<Session[]> {
  // Bytes don't survive the way out of the page as such.
  const kept = await page.evaluate(async () => {
    const found = await Promise.all((await store.listSessions()).map(({ id }) => store.loadSession(id)));
    return JSON.stringify(found, (_, value) => (value instanceof Uint8Array ? { bytes: [...value] } : value));
  });
  return JSON.parse(kept, (_, value) => (value?.bytes ? Uint8Array.from(value.bytes) : value));
}

/** Waits for the newest session to be as expected. */
export async function untilKept(page: Page, check: (session: Session) => void): Promise<void> {
  await vi.waitFor(async () => check(await newestSession(page)), PATIENCE);
}

/** Seconds of the session in which somebody was read. */
export function secondsRead(session: Session): number {
  return Math.max(0, ...session.participants.map(({ totals }) => totals.secondsInView));
}

/** A debugger's way into the offscreen document. */
export async function offscreenDocument({
  browser,
  extensionId,
}: Pick<TestCall, "browser" | "extensionId">): Promise<CDPSession> {
  const url = `chrome-extension://${extensionId}/offscreen/offscreen.html`;
  const target = await browser.waitForTarget((candidate) => candidate.url() === url);
  return target.createCDPSession();
}

/** A debugger's way into the engine's Worker. */
export async function engineWorker(call: TestCall): Promise<CDPSession> {
  const offscreen = await offscreenDocument(call);
  const attached = new Promise<CDPSession>((resolve) => offscreen.once("sessionattached", resolve));
  await offscreen.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: true,
    filter: [{ type: "worker" }],
  });
  return attached;
}

export async function evaluateIn<Result>(session: CDPSession, script: () => Result): Promise<Result> {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression: `(${script})()`,
    returnByValue: true,
  });
  expect(exceptionDetails).toBeUndefined();
  return result.value;
}

/** Listens to the engine's Worker besides the offscreen document; resolves to a function that gives what it has said. */
export async function hearEngine(call: TestCall): Promise<() => Promise<Heard[]>> {
  const offscreen = await offscreenDocument(call);
  const { result: prototype } = await offscreen.send("Runtime.evaluate", { expression: "Worker.prototype" });
  const { objects } = await offscreen.send("Runtime.queryObjects", { prototypeObjectId: prototype.objectId ?? "" });
  const listen = function (this: Worker[]) {
    globalThis.heard = [];
    for (const worker of this) {
      worker.addEventListener("message", ({ data }) => {
        if (data.type === "readings") heard.push({ ...data, cameMs: Date.now() });
      });
    }
    return this.length;
  };
  const { result } = await offscreen.send("Runtime.callFunctionOn", {
    objectId: objects.objectId ?? "",
    functionDeclaration: String(listen),
    returnByValue: true,
  });
  expect(result.value, "the engine's Worker").toBe(1);
  return () => evaluateIn(offscreen, () => heard);
}
