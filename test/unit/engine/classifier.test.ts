import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ASSETS, type Assets } from "../../../src/engine/assets.ts";
import type { BackendChoice } from "../../../src/engine/backend.ts";
import { Classifier } from "../../../src/engine/classifier.ts";
import type { ExpressionModel } from "../../../src/engine/expression-model.ts";
import { ExpressionNetwork } from "../../../src/engine/expression-network.ts";
import type { ModelFiles } from "../../../src/engine/model-files.ts";

const FILES = { metadata: { size: 48, mean: 128 } } as ModelFiles;
/** The shortest WebAssembly module there is: its magic number and version. */
const EMPTY_MODULE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

declare global {
  var cardsModel: unknown;
}

/** Of a model: what was closed, in order. */
let closed: string[];

function model(backend: "webgpu" | "wasm", logits: () => Promise<readonly Float32Array[]>): ExpressionModel {
  return { backend, logits, close: () => closed.push(backend) };
}

const STARTS = "data:text/javascript,export const createWebGpuModel = async () => globalThis.cardsModel;";

function create(choice: BackendChoice, webgpu = STARTS): Promise<Classifier> {
  const assets = Object.fromEntries(ASSETS.map((asset) => [asset, asset === "webgpu.js" ? webgpu : asset])) as Assets;
  return Classifier.create({ assets, files: FILES, choice, onProgress: () => {}, onBackendChange: () => {} });
}

/** A card that answers until told to hang, and that can be lost. */
function aCardThatHangs(): { readonly hang: () => void; readonly lose: () => void } {
  vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => ({}) } });
  let lose = () => {};
  const lost = new Promise((resolve) => {
    lose = () => resolve({ message: "The driver is gone." });
  });
  let isHanging = false;
  const card = model("webgpu", () => (isHanging ? new Promise(() => {}) : Promise.resolve([])));
  vi.stubGlobal("cardsModel", { ...card, device: { lost } });
  const hang = () => {
    isHanging = true;
  };
  return { hang, lose };
}

beforeEach(() => {
  closed = [];
  vi.stubGlobal("fetch", async () => new Response(EMPTY_MODULE));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("a browser that rejects being asked for a graphics card has none", async () => {
  const requestAdapter = () => Promise.reject(new DOMException("The driver is gone.", "OperationError"));
  vi.stubGlobal("navigator", { gpu: { requestAdapter } });
  const wasm = model("wasm", async () => []);
  vi.spyOn(ExpressionNetwork, "build").mockResolvedValue(wasm as ExpressionNetwork);
  expect((await create("auto")).backend).toBe("wasm");
  await expect(create("webgpu")).rejects.toMatchObject({ code: "backend-failed" });
});

test("a card's script that is not there is named; one that fails is a backend that has failed", async () => {
  vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => ({ info: { vendor: "nvidia" } }) } });
  vi.spyOn(ExpressionNetwork, "build").mockResolvedValue(model("wasm", async () => []) as ExpressionNetwork);
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const missing = "data:text/javascript,export {";
  await expect(create("webgpu", missing)).rejects.toMatchObject({
    code: "model-missing",
    message: expect.stringContaining("webgpu.js is not to be had"),
  });
  expect(warn).not.toHaveBeenCalled();
  expect((await create("auto", missing)).backend).toBe("wasm");
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("webgpu.js"));
  const failing =
    "data:text/javascript,export const createWebGpuModel = () => Promise.reject(new Error('No memory.'));";
  await expect(create("webgpu", failing)).rejects.toMatchObject({ code: "backend-failed" });
  expect((await create("auto", failing)).backend).toBe("wasm");
  expect(warn).toHaveBeenCalledOnce();
});

test("closed while WebAssembly takes over from a card that failed, it closes each once", async () => {
  vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => ({}) } });
  let isBroken = false;
  const card = model("webgpu", async () => {
    if (isBroken) throw new Error("The graphics card gives no numbers.");
    return [];
  });
  vi.stubGlobal("cardsModel", { ...card, device: { lost: new Promise(() => {}) } });
  vi.spyOn(ExpressionNetwork, "build").mockImplementation(async () => {
    classifier.close();
    return model("wasm", async () => []) as ExpressionNetwork;
  });
  const classifier = await create("webgpu");
  isBroken = true;
  await expect(classifier.logits([])).rejects.toThrow("gives no numbers");
  expect(closed).toEqual(["webgpu", "wasm"]);
});

test("what a card was asked when it was lost is answered by WebAssembly", async () => {
  const { hang, lose } = aCardThatHangs();
  const logits = [Float32Array.of(1)];
  vi.spyOn(ExpressionNetwork, "build").mockResolvedValue(model("wasm", async () => logits) as ExpressionNetwork);
  const classifier = await create("webgpu");
  hang();
  const asked = classifier.logits([]);
  lose();
  expect(await asked).toBe(logits);
  expect(await classifier.logits([])).toBe(logits);
  expect(classifier.backend).toBe("wasm");
  expect(closed).toEqual(["webgpu"]);
});

test("where WebAssembly can't take over, it is tried again with the next faces, and the lost card not asked again", async () => {
  const { hang, lose } = aCardThatHangs();
  const logits = [Float32Array.of(1)];
  const classifier = await create("webgpu");
  const build = vi.spyOn(ExpressionNetwork, "build").mockRejectedValue(new Error("Out of memory."));
  hang();
  lose();
  await vi.waitFor(() => expect(build).toHaveBeenCalledOnce());
  await expect(classifier.logits([])).rejects.toThrow("Out of memory.");
  build.mockResolvedValue(model("wasm", async () => logits) as ExpressionNetwork);
  expect(await classifier.logits([])).toBe(logits);
  expect(classifier.backend).toBe("wasm");
});

test("what a card answered is not held on to", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => ({}) } });
  const card = model("webgpu", async () => [new Float32Array(8)]);
  vi.stubGlobal("cardsModel", { ...card, device: { lost: new Promise(() => {}) } });
  const classifier = await create("webgpu");
  // By a function of its own: what a variable here held would stay.
  const ask = async () => new WeakRef(await classifier.logits([]));
  const answers = [await ask(), await ask()];
  // A WeakRef keeps what it refers to until the task is over.
  await new Promise(setImmediate);
  collectGarbage();
  expect(answers.map((answer) => answer.deref())).toEqual([undefined, undefined]);
  expect(classifier.backend).toBe("webgpu");
});

test("a card that was started is closed when WebAssembly does not start", async () => {
  vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => ({ info: { vendor: "nvidia" } }) } });
  vi.stubGlobal("cardsModel", { ...model("webgpu", async () => []), device: { lost: new Promise(() => {}) } });
  vi.spyOn(ExpressionNetwork, "build").mockRejectedValue(new Error("The model is damaged."));
  await expect(create("auto")).rejects.toThrow("The model is damaged.");
  expect(closed).toEqual(["webgpu"]);
  vi.stubGlobal("fetch", async () => new Response(null, { status: 404 }));
  await expect(create("auto")).rejects.toMatchObject({ code: "model-missing" });
  expect(closed).toEqual(["webgpu", "webgpu"]);
});

test.each([
  { card: 1, processor: 5, chosen: "webgpu" },
  { card: 5, processor: 1, chosen: "wasm" },
] as const)(
  "of a card that takes $card ms and a processor that takes $processor, automatic is $chosen",
  async (times) => {
    let nowMs = 0;
    vi.spyOn(performance, "now").mockImplementation(() => nowMs);
    const taking = (ms: number) => async () => {
      nowMs += ms;
      return [];
    };
    vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => ({ info: { vendor: "nvidia" } }) } });
    vi.stubGlobal("cardsModel", { ...model("webgpu", taking(times.card)), device: { lost: new Promise(() => {}) } });
    const wasm = model("wasm", taking(times.processor));
    vi.spyOn(ExpressionNetwork, "build").mockResolvedValue(wasm as ExpressionNetwork);
    expect((await create("auto")).backend).toBe(times.chosen);
    expect(closed).toEqual([times.chosen === "wasm" ? "webgpu" : "wasm"]);
  },
);
