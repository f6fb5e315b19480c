import { mkdir, readFile, writeFile } from "node:fs/promises";
import type { Contestant } from "./contestants/contestant.ts";
import { table } from "./markdown.ts";
import { SCENARIOS } from "./scenarios/all.ts";

/** What `benchmarks.json` holds: everything the document says comes from here. */
export interface Results {
  readonly contestants: readonly (Pick<Contestant, "id" | "name"> & { readonly version: string })[];
  /** By the scenarios' names. */
  readonly scenarios: Readonly<Record<string, Measured>>;
}

export interface Measured {
  readonly date: string;
  readonly machine: string;
  /** The load average over a minute, before and after. */
  readonly load: readonly [before: number, after: number];
  readonly seconds: number;
  readonly result: unknown;
}

/** The results of earlier runs, if there are any. */
export async function readResults(folder: string): Promise<Results | null> {
  try {
    return JSON.parse(await readFile(`${folder}/benchmarks.json`, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

export async function writeResults(results: Results, folder: string): Promise<void> {
  await mkdir(`${folder}/images`, { recursive: true });
  await writeFile(`${folder}/benchmarks.json`, `${JSON.stringify(results, null, 1)}\n`);
  await writeFile(`${folder}/benchmarks.md`, document(results));
  for (const { name, section } of SCENARIOS) {
    const measured = results.scenarios[name];
    const { charts = {} } = measured ? section(measured.result, results.contestants) : {};
    for (const [file, svg] of Object.entries(charts)) await writeFile(`${folder}/images/${file}.svg`, svg);
  }
}

export function document({ contestants, scenarios }: Results): string {
  const measured = SCENARIOS.flatMap(({ name, section }) => {
    const found = scenarios[name];
    return found ? { name, ...found, ...section(found.result, contestants) } : [];
  });
  const losses = measured.flatMap((scenario) => scenario.losses);
  return `${[
    "# Benchmarks",
    `Written by \`npm run bench\`; every result is measured, none typed. ${contestants.map(({ name, version }) => `${name} ${version}`).join("; ")}: each as it comes from its package, with the models that lie in it, on WebAssembly (the rivals on that of TensorFlow.js, ours on kernels of its own), in a page of its own of the same headless Chromium. They take turns, a few pictures each, every round beginning with another; so what else the machine does hits all alike, and the ratios hold better than the milliseconds. No page is cross-origin isolated, so none has threads. How it is done: \`bench/\`, one file for each contestant and each scenario.`,
    "## Where we lose",
    losses.length === 0 ? "Nowhere in what was measured." : losses.map((loss) => `- ${loss}`).join("\n"),
    ...measured.map(({ markdown }) => markdown),
    "## Where and when",
    table([
      ["scenario", "date", "machine", "load before, after", "took"],
      ...measured.map(({ name, date, machine, load, seconds }) => [
        name,
        date,
        machine,
        load.map((value) => value.toFixed(1)).join(", "),
        `${Math.round(seconds)} s`,
      ]),
    ]),
  ].join("\n\n")}\n`;
}
