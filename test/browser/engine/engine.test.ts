import { readFileSync } from "node:fs";
import type { WebWorker } from "puppeteer";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { type EnginePage, openEnginePage, SOFTWARE_PATIENCE, SOFTWARE_WEBGPU } from "./engine-worker.ts";

interface Composite {
  readonly file: string;
  readonly expression: string;
}

const { composites }: { composites: Composite[] } = JSON.parse(
  readFileSync(`${ROOT}test/fixtures/faces/manifest.json`, "utf8"),
);

let page: EnginePage;
let worker: WebWorker;

beforeAll(async () => {
  page = await openEnginePage(SOFTWARE_WEBGPU);
});
beforeEach(async () => {
  worker = await page.startWorker();
});
afterAll(() => page.close());

/** What the engine reads in each composite face on a backend, each a source of its own. */
async function readComposites(backend: "webgpu" | "wasm", files: readonly string[]) {
  return worker.evaluate(
    async (backend, files, assets) => {
      const analyzer = await host.load({ assets, backend });
      const readings = [];
      for (const file of files) {
        const image = await host.loadFrame(`/faces/${file}`, { width: 320, height: 180, faceWidth: 170 });
        readings.push(await analyzer.analyze(image, { source: file, timeMs: 0 }));
      }
      const used = analyzer.backend;
      analyzer.close();
      return { used, readings };
    },
    backend,
    files,
    `${page.origin}/assets/`,
  );
}

/** The rest are rare in FER-2013, and the model reads them less often. */
const COMMON = ["neutral", "happiness", "surprise", "sadness", "anger"];

test("the composite faces are found, each once; the common expressions are read as what they show, disgust and fear at times", async () => {
  const { used, readings } = await readComposites(
    "wasm",
    composites.map(({ file }) => file),
  );
  expect(used).toBe("wasm");
  expect(readings.map((faces) => faces.length)).toEqual(composites.map(() => 1));
  const shown = composites.map(({ file, expression }, i) => ({ file, expression, read: readings[i]?.[0]?.dominant }));
  expect(shown.filter(({ expression, read }) => COMMON.includes(expression) && read !== expression)).toEqual([]);
  const named = new Set(
    shown.filter(({ expression, read }) => read === expression).map(({ expression }) => expression),
  );
  expect([...named]).toEqual(expect.arrayContaining([...COMMON, "disgust", "fear"]));
  for (const [reading] of readings) {
    expect(reading?.probabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 5);
    expect(Math.abs(reading?.valence ?? 2)).toBeLessThanOrEqual(1);
    expect(Math.abs(reading?.arousal ?? 2)).toBeLessThanOrEqual(1);
  }
});

test(
  "WebGPU and WebAssembly read the same within 0.002",
  async () => {
    const files = composites.filter((_, i) => i % 3 === 0).map(({ file }) => file);
    const wasm = await readComposites("wasm", files);
    const webgpu = await readComposites("webgpu", files);
    expect(webgpu.used).toBe("webgpu");
    for (const [i, [reading]] of wasm.readings.entries()) {
      for (const [j, probability] of (reading?.probabilities ?? []).entries()) {
        expect(Math.abs((webgpu.readings[i]?.[0]?.probabilities[j] ?? 2) - probability)).toBeLessThan(2e-3);
      }
    }
  },
  SOFTWARE_PATIENCE,
);

test("loading tells how far it is, never less than before, to the end", async () => {
  const told = await worker.evaluate(async (assets) => {
    const told: number[] = [];
    const analyzer = await host.load({ assets, backend: "wasm", onProgress: (progress) => told.push(progress) });
    analyzer.close();
    return told;
  }, `${page.origin}/assets/`);
  expect(told.length).toBeGreaterThan(3);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBeCloseTo(1, 5);
});

describe("bad input is a clear error, and the rest goes on", () => {
  test.each([
    ["no pixels", { width: 320, height: 180, pixels: new Uint8Array(0) }],
    ["zero size", { width: 0, height: 0, pixels: new Uint8Array(0) }],
    ["half a pixel", { width: 0.5, height: 2, pixels: new Uint8Array(1) }],
  ])("%s", async (_, { width, height, pixels }) => {
    const { error, next } = await worker.evaluate(
      async (assets, width, height, length) => {
        const analyzer = await host.load({ assets, backend: "wasm" });
        const image = { width, height, pixels: new Uint8Array(length) };
        const error = await host.errorOf(analyzer.analyze(image, { source: "s", timeMs: 0 }));
        const next = await analyzer.analyze(host.noise(320, 180), { source: "s", timeMs: 1 });
        analyzer.close();
        return { error, next };
      },
      `${page.origin}/assets/`,
      width,
      height,
      pixels.length,
    );
    expect(error).toMatchObject({ code: "bad-image" });
    expect(next).toEqual([]);
  });

  test("files that are not there", async () => {
    const error = await worker.evaluate((assets) => host.errorOf(host.load({ assets })), `${page.origin}/none/`);
    expect(error?.code).toMatch(/model-missing|detector-failed/);
  });

  test("an analyzer that was closed", async () => {
    const error = await worker.evaluate(async (assets) => {
      const analyzer = await host.load({ assets, backend: "wasm" });
      analyzer.close();
      return host.errorOf(analyzer.analyze(host.noise(32, 32), { source: "s", timeMs: 0 }));
    }, `${page.origin}/assets/`);
    expect(error?.code).toBe("closed");
  });
});

test("analyzers can be made and closed again and again in one Worker, beside others that stay open", async () => {
  const shown = await worker.evaluate(async (assets) => {
    const image = await host.loadFrame("/faces/happiness-a.png", { width: 320, height: 180, faceWidth: 170 });
    const read = async (analyzer: Awaited<ReturnType<typeof host.load>>, timeMs: number) =>
      (await analyzer.analyze(image, { source: "s", timeMs })).map(({ dominant }) => dominant).join();
    const options = { assets, backend: "wasm" } as const;
    const open = await Promise.all([host.load(options), host.load(options)]);
    const shown = [];
    for (let i = 0; i < 10; i++) {
      const analyzer = await host.load(options);
      shown.push(await read(analyzer, 0));
      analyzer.close();
    }
    // Seconds later the face is looked for anew.
    for (const timeMs of [0, 5000]) for (const analyzer of open) shown.push(await read(analyzer, timeMs));
    for (const analyzer of open) analyzer.close();
    return shown;
  }, `${page.origin}/assets/`);
  expect(shown).toEqual(Array(14).fill("happiness"));
});

test(
  "readings on WebGPU leave no tensors behind",
  async () => {
    const counts = await worker.evaluate(async (assets) => {
      const analyzer = await host.load({ assets, backend: "webgpu" });
      const image = await host.loadFrame("/faces/happiness-a.png", { width: 320, height: 180, faceWidth: 170 });
      const counts = [];
      for (let i = 0; i < 12; i++) {
        // One batch of one face, or of a few with padding.
        const sources = i % 2 === 0 ? ["a"] : ["a", "b", "c"];
        await Promise.all(sources.map((source) => analyzer.analyze(image, { source, timeMs: i * 2000 })));
        counts.push(host.memory().numTensors);
      }
      analyzer.close();
      return counts;
    }, `${page.origin}/assets/`);
    expect(counts[1]).toBeGreaterThan(0);
    expect(new Set(counts.slice(1)).size).toBe(1);
  },
  SOFTWARE_PATIENCE,
);

test("three thousand frames leave memory as it was", async () => {
  const read = (frames: number) =>
    worker.evaluate(
      async (assets, frames) => {
        const scope = globalThis as { soak?: Awaited<ReturnType<typeof host.load>>; soakMs?: number };
        scope.soakMs ??= 0;
        scope.soak ??= await host.load({ assets, backend: "wasm" });
        const still = await host.loadFrame("/faces/happiness-a.png", { width: 320, height: 180, faceWidth: 170 });
        const { length } = still.pixels;
        let found = 0;
        for (let i = 0; i < frames; i++) {
          // A face that comes and goes, moves, and is seen by several sources at once.
          scope.soakMs += 100;
          const timeMs = scope.soakMs;
          const shift = (i % 9) * 321;
          const pixels = still.pixels.map((_, at) => still.pixels[(at + shift) % length] ?? 0);
          const image = i % 50 < 45 ? { ...still, pixels } : host.noise(320, 180);
          const sources = i % 10 === 0 ? ["a", "b", "c"] : ["a"];
          const answers = await Promise.all(
            sources.map((source) => scope.soak?.analyze(image, { source: `${source} ${i >> 8}`, timeMs })),
          );
          found += answers.filter((faces) => faces?.length === 1).length;
          if (i % 256 === 255) for (const source of ["a", "b", "c"]) scope.soak.forget(`${source} ${i >> 8}`);
        }
        return { found, bytes: host.wasmBytes() };
      },
      `${page.origin}/assets/`,
      frames,
    );
  const heap = async () => {
    await worker.client.send("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize = 0 } = await worker.client.send("Runtime.getHeapUsage");
    return (usedSize + backingStorageSize) / 2 ** 20;
  };
  // In parts, as a debugger does not wait for ever.
  const first = await read(256);
  const heapBefore = await heap();
  let last = first;
  let found = 0;
  for (let part = 0; part < 12; part++) {
    last = await read(256);
    found += last.found;
  }
  expect(found).toBeGreaterThan(0.85 * 12 * 256);
  expect(first.bytes).toBeGreaterThan(2 ** 20);
  expect(last.bytes).toBe(first.bytes);
  expect((await heap()) - heapBefore, "growth in MiB").toBeLessThan(2);
}, 600_000);
