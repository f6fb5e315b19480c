import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "countenance-")));
  const helper = new URL("../../../scripts/run-if-started.mjs", import.meta.url).href;
  await mkdir(join(folder, "here"));
  await writeFile(
    join(folder, "here/program.mjs"),
    `import { runIfStarted } from "${helper}"; await runIfStarted(import.meta.url, async () => console.log("It runs."));`,
  );
  await writeFile(join(folder, "here/other.mjs"), 'import "./program.mjs"; console.log("The other.");');
  await symlink(join(folder, "here"), join(folder, "there"), "junction");
});

afterAll(() => rm(folder, { recursive: true }));

test.each([
  ["here/program.mjs", "It runs."],
  ["there/program.mjs", "It runs."],
  ["here/other.mjs", "The other."],
])("node %s", (file, said) => {
  expect(execFileSync(process.execPath, [join(folder, file)], { encoding: "utf8" }).trim()).toBe(said);
});
