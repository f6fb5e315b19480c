import { readFile } from "node:fs/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { barChart } from "../bar-chart.ts";
import { OURS } from "../contestants/all.ts";
import { table } from "../markdown.ts";
import { lessThanOurs, milliseconds, times } from "../speed.ts";
import { type Runtime, runtime } from "../stage.ts";
import { collect, type Spread, spread } from "../statistics.ts";
import type { Each, Scenario } from "./scenario.ts";

interface Start {
  readonly ms: Each<Spread>;
  readonly files: Each<readonly File[]>;
  readonly runtime: Each<Runtime | null>;
}

interface File {
  readonly name: string;
  /** In bytes: as it is, and compressed at the highest level. */
  readonly plain: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** From nothing to the first result: what it takes, and what is fetched on the way, which is what must be shipped. */
export const start: Scenario<Start> = {
  name: "start",
  async run(stage) {
    const [picture = ""] = await stage.pictures.film(1, stage.filmSeconds);
    const taken: Record<string, number[]> = {};
    const files: Record<string, readonly File[]> = {};
    const runtimes: Record<string, Runtime | null> = {};
    for await (const { round, contestant } of stage.rounds(stage.options.quick ? 1 : 7)) {
      const started = await stage.start(contestant, picture);
      collect(taken, contestant.id, [started.ms]);
      if (round === 0) {
        runtimes[contestant.id] = await runtime(started.page);
        files[contestant.id] = await Promise.all(
          started.files.map(async (name) => weigh(name, await readFile(stage.path(contestant, name)))),
        );
      }
      await started.page.browserContext().close();
    }
    const ms = Object.fromEntries(Object.entries(taken).map(([id, values]) => [id, spread(values)]));
    return { ms, files, runtime: runtimes };
  },
  section({ ms, files, runtime }, contestants) {
    const bytes = (id: string, kind: "plain" | "gzip" | "brotli") =>
      (files[id] ?? []).reduce((sum, file) => sum + file[kind], 0);
    const wasm = (id: string) => files[id]?.find(({ name }) => name.includes("tfjs-backend-wasm"))?.name ?? "";
    const largest = [...(files[OURS.id] ?? [])].sort((one, other) => other.gzip - one.gzip);
    return {
      markdown: [
        "## Start and size",
        "From the first line of a fresh page to the first result, files from the same computer, nothing cached; and all files that were fetched on the way, compressed each by itself.",
        table([
          ["", "first result", "× ours", "gzip", "brotli", "as they are", "runs on", "threads"],
          ...contestants.map(({ id, name }) => [
            name,
            milliseconds(ms[id]),
            times(ms, id),
            megabytes(bytes(id, "gzip")),
            megabytes(bytes(id, "brotli")),
            megabytes(bytes(id, "plain")),
            runtime[id]
              ? `TensorFlow.js, ${runtime[id].backend}${wasm(id).includes("simd") ? ", SIMD" : ", no SIMD"}`
              : "own kernels, SIMD",
            String(runtime[id]?.threads ?? 1),
          ]),
        ]),
        `Target: ours 6 MB at most. Our files, gzip: ${largest.map(({ name, gzip }) => `${name} ${kilobytes(gzip)}`).join(", ")}.`,
        "![Megabytes to ship](images/bench-size.svg)",
      ].join("\n\n"),
      losses: [
        ...lessThanOurs("time to the first result", contestants, (id) => ms[id]?.median),
        ...lessThanOurs("bytes to ship, gzip", contestants, (id) => bytes(id, "gzip")),
      ],
      charts: {
        "bench-size": barChart(
          "Megabytes to ship, gzip",
          [
            {
              heading: "everything fetched up to the first result",
              bars: contestants.map(({ id, name }) => ({ name, value: bytes(id, "gzip"), ours: id === OURS.id })),
            },
          ],
          megabytes,
        ),
      },
    };
  },
};

function weigh(name: string, content: Buffer): File {
  const gzip = gzipSync(content, { level: 9 }).length;
  return { name, plain: content.length, gzip, brotli: brotliCompressSync(content).length };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

function kilobytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}
