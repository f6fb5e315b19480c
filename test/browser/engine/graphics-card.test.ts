// Which of the backends reads, and who goes on when a graphics card fails.

import type { WebWorker } from "puppeteer";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type EnginePage, openEnginePage, SOFTWARE_PATIENCE, SOFTWARE_WEBGPU } from "./engine-worker.ts";

let page: EnginePage;
let worker: WebWorker;

beforeAll(async () => {
  page = await openEnginePage(SOFTWARE_WEBGPU);
});
beforeEach(async () => {
  worker = await page.startWorker();
});
afterAll(() => page.close());

test("a software adapter is never chosen by itself", async () => {
  const used = await worker.evaluate(async (assets) => {
    const analyzer = await host.load({ assets });
    const { backend } = analyzer;
    analyzer.close();
    return backend;
  }, `${page.origin}/assets/`);
  expect(used).toBe("wasm");
});

test.each([
  ["is lost", "lost"],
  ["gives no numbers", "NaN"],
])(
  "a graphics card that %s while it is measured leaves the work to WebAssembly",
  async (_, fault) => {
    const used = await worker.evaluate(
      async (assets, fault) => {
        // What imitates a card says that it is one, and fails at its first work.
        const info = Object.getOwnPropertyDescriptor(GPUAdapter.prototype, "info") ?? {};
        Object.defineProperty(GPUAdapter.prototype, "info", { get: () => ({ vendor: "nvidia" }), configurable: true });
        const { requestDevice } = GPUAdapter.prototype;
        const { getMappedRange } = GPUBuffer.prototype;
        let works = 0;
        GPUAdapter.prototype.requestDevice = async function (...args) {
          const device = await requestDevice.apply(this, args);
          const { queue } = device;
          const submit = queue.submit.bind(queue);
          queue.submit = (...commands) => {
            works++;
            if (fault === "lost") device.destroy();
            submit(...commands);
          };
          return device;
        };
        if (fault === "NaN") {
          GPUBuffer.prototype.getMappedRange = function (...args) {
            const range = getMappedRange.apply(this, args);
            if (this.usage & GPUBufferUsage.MAP_READ) new Float32Array(range).fill(Number.NaN);
            return range;
          };
        }
        const analyzer = await host.load({ assets });
        GPUAdapter.prototype.requestDevice = requestDevice;
        GPUBuffer.prototype.getMappedRange = getMappedRange;
        Object.defineProperty(GPUAdapter.prototype, "info", info);
        const image = await host.loadFrame("/faces/happiness-a.png", { width: 320, height: 180, faceWidth: 170 });
        const [reading] = await analyzer.analyze(image, { source: "s", timeMs: 0 });
        const used = [analyzer.backend, reading?.dominant];
        analyzer.close();
        return { used, works };
      },
      `${page.origin}/assets/`,
      fault,
    );
    expect(used).toEqual({ used: ["wasm", "happiness"], works: expect.any(Number) });
    expect(used.works).toBeGreaterThan(0);
  },
  SOFTWARE_PATIENCE,
);

test(
  "a lost WebGPU device falls back to WebAssembly, and what was asked is answered",
  async () => {
    const { before, changes, faces, after } = await worker.evaluate(async (assets) => {
      const devices: GPUDevice[] = [];
      const { requestDevice } = GPUAdapter.prototype;
      GPUAdapter.prototype.requestDevice = async function (...args) {
        const device = await requestDevice.apply(this, args);
        devices.push(device);
        return device;
      };
      const changes: string[] = [];
      const analyzer = await host.load({ assets, backend: "webgpu", onBackendChange: (now) => changes.push(now) });
      GPUAdapter.prototype.requestDevice = requestDevice;
      const before = analyzer.backend;
      const image = await host.loadFrame("/faces/happiness-a.png", { width: 320, height: 180, faceWidth: 170 });
      const inFlight = analyzer.analyze(image, { source: "in flight", timeMs: 0 });
      for (const device of devices) device.destroy();
      const faces = [await inFlight, await analyzer.analyze(image, { source: "after", timeMs: 0 })];
      const after = analyzer.backend;
      analyzer.close();
      return { before, changes, faces, after };
    }, `${page.origin}/assets/`);
    expect({ before, changes, after }).toEqual({ before: "webgpu", changes: ["wasm"], after: "wasm" });
    for (const [reading] of faces) expect(reading?.dominant).toBe("happiness");
  },
  SOFTWARE_PATIENCE,
);
