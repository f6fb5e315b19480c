import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";

const run = promisify(execFile);

/** The rivals take part where they are installed: a test fetches nothing. */
const rivals = existsSync(`${ROOT}bench/node_modules/.package-lock.json`);

test("a quick bench measures, and writes figures, a document and charts", async () => {
  const out = await mkdtemp(join(tmpdir(), "countenance-bench-test-"));
  try {
    const scenarios = ["frames", "stills", "start", "memory"].flatMap((name) => ["--only", name]);
    const options = ["--quick", "--out", out, ...(rivals ? [] : ["--alone"]), ...scenarios];
    const { stdout } = await run(process.execPath, ["bench/bench.mjs", ...options], { cwd: ROOT });
    const text = await readFile(join(out, "benchmarks.json"), "utf8");
    const { contestants, scenarios: measured } = JSON.parse(text);
    expect(Object.keys(measured)).toEqual(["frames", "stills", "start", "memory"]);
    const { frames, stills, start, memory } = measured;
    for (const { id } of contestants) {
      for (const [layout, faces] of [
        ["one", 1],
        ["four", 4],
      ] as const) {
        expect(frames.result.ms[layout][id].median, id).toBeGreaterThan(0);
        expect(frames.result.ms[layout][id].n, id).toBe(6);
        expect(Math.round(frames.result.found[layout][id]), id).toBe(faces);
      }
      expect(stills.result.small.each[id], id).toBeDefined();
      const ours = id === "countenance";
      if (ours) expect(start.result.runtime[id]).toBeNull();
      else expect(start.result.runtime[id], id).toMatchObject({ backend: "wasm", threads: 1 });
      const names = start.result.files[id].map((file: { name: string }) => file.name).join(" ");
      expect(names, id).toContain(ours ? "expression-relaxed.wasm" : "tfjs-backend-wasm-simd.wasm");
      const { before, after } = memory.result.each[id];
      expect(after.tensors, id).toBe(before.tensors);
    }
    expect(stills.result.small.faces).toBe(6);
    const document = await readFile(join(out, "benchmarks.md"), "utf8");
    expect(document).toBe(stdout);
    expect(document).not.toMatch(/NaN|undefined|Infinity/);
    for (const [, chart = ""] of document.matchAll(/\]\((images\/[\w-]+\.svg)\)/g)) {
      expect(await readFile(join(out, chart), "utf8")).toContain("Countenance");
    }
  } finally {
    await rm(out, { recursive: true });
  }
}, 400_000);
