import { readFile } from "node:fs/promises";
import { cpus, loadavg, release, type } from "node:os";
import { ROOT } from "../scripts/bootstrap.mjs";
import { Failure } from "../scripts/failure.mjs";
import { OURS, RIVALS } from "./contestants/all.ts";
import { document, type Measured, readResults, writeResults } from "./document.ts";
import type { BenchOptions } from "./options.mjs";
import { SCENARIOS } from "./scenarios/all.ts";
import { Stage } from "./stage.ts";

/** Measures, and writes what was measured; with what earlier runs found in scenarios that are left out. */
export async function bench({ alone, only, out, ...options }: BenchOptions): Promise<void> {
  const contestants = alone ? [OURS] : [OURS, ...RIVALS];
  const versions = await Promise.all(contestants.map(versionOf));
  const measured = contestants.map(({ id, name }, i) => ({ id, name, version: versions[i] ?? "" }));
  const earlier = out === null ? null : await readResults(out);
  if (alone && earlier?.contestants.some(({ id }) => id !== OURS.id)) {
    throw new Failure(`--alone would leave out the rivals that ${out} has: give --out a folder of its own.`);
  }
  const scenarios: Record<string, Measured> = {};
  const stage = await Stage.open(contestants, options);
  try {
    const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${type()} ${release().match(/^\d+\.\d+/)?.[0]}, ${await stage.version()}`;
    for (const { name, run } of SCENARIOS.filter(({ name }) => only.length === 0 || only.includes(name))) {
      process.stderr.write(`${name} …\n`);
      const [startedMs, before] = [performance.now(), loadavg()[0] ?? 0];
      const result = await run(stage);
      if (result === null) {
        process.stderr.write(`${name}: left out, what it needs was not given: see --help\n`);
        continue;
      }
      const seconds = (performance.now() - startedMs) / 1000;
      const date = new Date().toISOString().slice(0, 10);
      scenarios[name] = { date, machine, load: [before, loadavg()[0] ?? 0], seconds, result };
      // Each at once: a run that is cut off keeps what it has measured.
      if (out !== null) {
        await writeResults({ contestants: measured, scenarios: { ...earlier?.scenarios, ...scenarios } }, out);
      }
      process.stderr.write(`${name}: done in ${Math.round(seconds)} s\n`);
    }
  } finally {
    await stage.close();
  }
  process.stdout.write(document({ contestants: measured, scenarios }));
}

async function versionOf(contestant: { readonly package: string }): Promise<string> {
  return JSON.parse(await readFile(ROOT + contestant.package, "utf8")).version;
}
