// `npm test`: types, style, unit tests, tests in a real browser, and the training's tests. With arguments, vitest alone,
// which is given them: npm test -- --project unit.

import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrap, ROOT } from "./bootstrap.mjs";
import { installPackages } from "./debian-packages.mjs";
import { runProgram } from "./failure.mjs";
import { addCounts, countUnittest, countVitest } from "./test-counts.mjs";

/** @typedef {import("./test-counts.mjs").Counts} Counts */

/** Debian's Python, which has Debian's PyTorch, may hide behind another. */
const PYTHONS = ["python3", "/usr/bin/python3", "python"];

await runProgram(async () => {
  const filters = process.argv.slice(2);
  bootstrap();
  const { findBrowser } = await import("./browser.mjs");
  process.env.CHROME_PATH = findBrowser();
  const whole = filters.length === 0;
  const counts = addCounts([
    ...(whole
      ? [await check("Types", "typescript/bin/tsc"), await check("Style", "@biomejs/biome/bin/biome", "check")]
      : []),
    await testBuilt(filters),
    ...(whole ? [await testTraining()] : []),
  ]);
  console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
});

/**
 * A tool that says nothing but its exit status counts as one test.
 *
 * @param {string} name
 * @param {string} tool its program in node_modules
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
async function check(name, tool, ...args) {
  console.log(`\n${name}`);
  const { status } = await run(process.execPath, [`${ROOT}node_modules/${tool}`, ...args]);
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

/**
 * Builds what ships, and runs vitest on it.
 *
 * @param {string[]} filters
 * @returns {Promise<Counts>}
 */
async function testBuilt(filters) {
  const { buildAll } = await import("./demo-call.mjs");
  try {
    await buildAll();
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const folder = await mkdtemp(join(tmpdir(), "countenance-"));
  try {
    const report = join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { status } = await run(process.execPath, [
      `${ROOT}node_modules/vitest/vitest.mjs`,
      "run",
      ...reporters,
      ...filters,
    ]);
    return countVitest(existsSync(report) ? JSON.parse(await readFile(report, "utf8")) : undefined, status);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns {Promise<Counts>} */
async function testTraining() {
  console.log("\nTraining");
  const python = findTorch() ?? (installPackages("python3-torch", "python3-numpy") ? findTorch() : undefined);
  if (!python) {
    console.log("Skipped: the training's tests need Python with PyTorch and NumPy.");
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const { status, words } = await run(python, ["-m", "unittest", "discover", "training/tests", "-t", "."]);
  return countUnittest(words, status);
}

/** A Python that has what the training needs. */
function findTorch() {
  return PYTHONS.find((name) => spawnSync(name, ["-c", "import torch, numpy"]).status === 0);
}

/**
 * Runs a program from the top of the repository; what it says is shown, and what it says on stderr is returned too.
 *
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<{ status: number, words: string }>}
 */
async function run(program, args) {
  const child = spawn(program, args, { cwd: ROOT, stdio: ["ignore", "inherit", "pipe"] });
  let words = "";
  child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    words += text;
    process.stderr.write(text);
  });
  const status = await new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("close", (code) => resolve(code ?? 1));
  });
  return { status, words };
}
