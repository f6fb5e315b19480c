import { getEventListeners } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import { createAnalyzer } from "../../../src/library/analyzer.ts";

afterEach(() => vi.unstubAllGlobals());

test("where there are no Workers, as on a server, that is said as every other trouble is", async () => {
  await expect(createAnalyzer({ signal: new AbortController().signal })).rejects.toMatchObject({
    name: "EngineError",
    code: "worker-failed",
    message: expect.stringContaining("Worker is not defined"),
  });
});

test("an analyzer ends with its signal, and one that is closed leaves the signal, which may live on, alone", async () => {
  vi.stubGlobal("Worker", ReadyWorker);
  const control = new AbortController();
  const [closed, open] = [
    await createAnalyzer({ signal: control.signal }),
    await createAnalyzer({ signal: control.signal }),
  ];
  expect(getEventListeners(control.signal, "abort")).toHaveLength(2);
  closed.close();
  expect(getEventListeners(control.signal, "abort")).toHaveLength(1);
  control.abort();
  await expect(open.analyze(new Blob())).rejects.toMatchObject({ code: "closed" });
  expect(ReadyWorker.terminated).toBe(2);
});

test("a failure after loading is told once, with the reason of all that is asked later; being closed is none", async () => {
  vi.stubGlobal("Worker", ReadyWorker);
  const onFailure = vi.fn();
  (await createAnalyzer({ onFailure })).close();
  expect(onFailure).not.toHaveBeenCalled();
  const analyzer = await createAnalyzer({ onFailure });
  for (const message of ["out of memory", "and again"]) {
    ReadyWorker.last?.dispatchEvent(Object.assign(new Event("error"), { message }));
  }
  analyzer.close();
  const failure = expect.objectContaining({ code: "worker-failed", message: expect.stringContaining("out of memory") });
  expect(onFailure.mock.calls).toEqual([[failure]]);
  await expect(analyzer.analyze(new Blob())).rejects.toEqual(failure);
});

/** In a Worker's place: has loaded as soon as it is asked to. */
class ReadyWorker extends EventTarget {
  static terminated = 0;
  static last: ReadyWorker | undefined;

  constructor() {
    super();
    ReadyWorker.last = this;
  }

  postMessage(): void {
    this.dispatchEvent(new MessageEvent("message", { data: { type: "ready", backend: "wasm", modelVersion: "1" } }));
  }

  terminate(): void {
    ReadyWorker.terminated++;
  }
}
