import { getEventListeners } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import { createAnalyzer } from "../../../src/library/analyzer.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("where there are no Workers, as on a server, that is said as every other trouble is", async () => {
  await expect(createAnalyzer({ signal: new AbortController().signal })).rejects.toMatchObject({
    name: "EngineError",
    code: "worker-failed",
    message: expect.stringContaining("Worker is not defined"),
  });
});

test("a backend that there is not is told of, with those that there are", async () => {
  vi.stubGlobal("Worker", ReadyWorker);
  const message = 'There is no backend "webgl": give one of auto, webgpu, wasm.';
  await expect(createAnalyzer({ backend: "webgl" as "wasm" })).rejects.toMatchObject({
    code: "backend-failed",
    message,
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

test("the script that starts a Worker from another site is let go of, also when the start is given up", async () => {
  const script = "blob:https://example.org/1";
  vi.stubGlobal(
    "Worker",
    class extends EventTarget {
      postMessage = () => {};
      terminate = () => {};
      constructor(url: string) {
        super();
        if (url !== script) throw new DOMException("On another site.", "SecurityError");
      }
    },
  );
  vi.spyOn(URL, "createObjectURL").mockReturnValue(script);
  const revoke = vi.spyOn(URL, "revokeObjectURL");
  const control = new AbortController();
  const starting = createAnalyzer({ signal: control.signal });
  expect(revoke).not.toHaveBeenCalled();
  control.abort();
  await expect(starting).rejects.toMatchObject({ code: "closed" });
  expect(revoke).toHaveBeenCalledWith(script);
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

test("closed while a picture is on its way that is then none, it says that it was closed", async () => {
  vi.stubGlobal("Worker", ReadyWorker);
  vi.stubGlobal("createImageBitmap", async () => {
    throw new DOMException("Its camera was turned off.", "InvalidStateError");
  });
  const analyzer = await createAnalyzer();
  await expect(analyzer.analyze(new Blob())).rejects.toMatchObject({ code: "bad-image" });
  const reading = analyzer.analyze(new Blob());
  analyzer.close();
  await expect(reading).rejects.toMatchObject({ code: "closed" });
});

test("what is forgotten is forgotten with the pictures on their way; it keeps its name in readings", async () => {
  vi.stubGlobal("Worker", ReadyWorker);
  vi.stubGlobal("createImageBitmap", async () => ({ width: 2, height: 2, close: () => undefined }));
  const analyzer = await createAnalyzer();
  const worker = ReadyWorker.last as ReadyWorker;
  const answer = (request: number) => {
    const data = { type: "readings", request, readings: [{ source: "the Worker's", faceId: request }] };
    worker.dispatchEvent(new MessageEvent("message", { data }));
  };
  const seen = () => worker.messages.map(({ type, source }) => [type, source]);
  // The picture is still being copied.
  const before = analyzer.analyze(new Blob(), { source: "camera" });
  analyzer.forget("camera");
  const after = analyzer.analyze(new Blob(), { source: "camera" });
  await vi.waitFor(() => expect(worker.messages).toHaveLength(3));
  const [, [, first], [, second]] = seen() as [unknown, [string, string], [string, string]];
  expect(first).not.toBe(second);
  answer(2);
  await expect(after).resolves.toEqual([{ source: "camera", faceId: 2 }]);
  expect(seen()).toHaveLength(3);
  // Only now is nothing left that would bring it back.
  answer(1);
  await expect(before).resolves.toEqual([{ source: "camera", faceId: 1 }]);
  analyzer.forget("camera");
  expect(seen().slice(3)).toEqual([
    ["forget", first],
    ["forget", second],
  ]);
});

test("a source's pictures are read in the order they were given in, however long each takes to copy; others don't wait", async () => {
  vi.stubGlobal("Worker", ReadyWorker);
  let goOn = () => {};
  const slow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  vi.stubGlobal("createImageBitmap", async ({ type }: Blob) => {
    if (type === "slow") await slow;
    if (type === "damaged") throw new DOMException("No image.", "InvalidStateError");
    return { width: 2, height: 2, close: () => undefined };
  });
  const analyzer = await createAnalyzer();
  const times = () => (ReadyWorker.last?.messages ?? []).flatMap(({ timeMs }) => timeMs ?? []);
  const give = (type: string, timeMs: number, source = "camera") =>
    analyzer.analyze(new Blob([], { type }), { source, timeMs });
  void give("slow", 1);
  const damaged = expect(give("damaged", 2)).rejects.toMatchObject({ code: "bad-image" });
  void give("fast", 3);
  void give("fast", 4, "film");
  await vi.waitFor(() => expect(times()).toEqual([4]));
  goOn();
  await damaged;
  await vi.waitFor(() => expect(times()).toEqual([4, 1, 3]));
});

/** In a Worker's place: has loaded as soon as it is asked to. */
class ReadyWorker extends EventTarget {
  static terminated = 0;
  static last: ReadyWorker | undefined;
  readonly messages: { readonly type: string; readonly source?: string; readonly timeMs?: number }[] = [];

  constructor() {
    super();
    ReadyWorker.last = this;
  }

  postMessage(message: ReadyWorker["messages"][number]): void {
    this.messages.push(message);
    this.dispatchEvent(new MessageEvent("message", { data: { type: "ready", backend: "wasm", modelVersion: "1" } }));
  }

  terminate(): void {
    ReadyWorker.terminated++;
  }
}
