import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { command, FACES, installCommandForFile } from "./setup.ts";

installCommandForFile();

beforeAll(async () => {
  await mkdir(join(command.project, "mixed"));
  await mkdir(join(command.project, "boxes"));
  // A picture, but in no expression's folder.
  await copyFile(`${FACES}/neutral-a.png`, join(command.project, "boxes", "neutral.png"));
  await mkdir(join(command.project, "labelled", "neutral"), { recursive: true });
  await copyFile(`${FACES}/neutral-a.png`, join(command.project, "labelled", "neutral", "1.png"));
});

const NO_BROWSER = { CHROME_PATH: "", PATH: "/nowhere" };

test.each<readonly [string, readonly string[], NodeJS.ProcessEnv, RegExp]>([
  ["no browser there", ["analyze", "film.png"], { CHROME_PATH: "/nowhere" }, /CHROME_PATH is \/nowhere/],
  // Elsewhere browsers are not on PATH, and one that is installed is found.
  ...(process.platform === "linux"
    ? ([["no browser at all", ["analyze", "film.png"], NO_BROWSER, /There is no Chromium, Chrome or Edge/]] as const)
    : []),
  ["a folder in the way", ["analyze", "film.png", "--csv", "mixed"], {}, /mixed cannot be written: it is a folder/],
  [
    "a file in the way",
    ["analyze", "film.png", "--boxes", "film.png"],
    {},
    /film\.png cannot be written: a file stands/,
  ],
  ["nowhere for the profile", ["analyze", "film.png"], { TMPDIR: "/nowhere" }, /temporary files, \/nowhere, cannot be/],
  ["a name with a dash", ["analyze", "-film.png"], {}, /Unknown option '-f': .* begins with a dash comes after --\./],
  ["its own input", ["analyze", "film.png", "--csv", "./film.png"], {}, /one of the files to read/],
  [
    "a picture it measures",
    ["evaluate", "labelled", "--json", "./labelled/neutral/1.png"],
    {},
    /--json is .*, which is one of the files to read/,
  ],
  ["nothing to do", [], {}, /countenance analyze <files or folders>/],
  ["another command", ["analyse", "film.png"], {}, /There is no command analyse/],
  ["another option", ["analyze", "film.png", "--fast"], {}, /Unknown option '--fast'/],
  ["another folder", ["evaluate", "boxes"], {}, /boxes holds no labelled pictures/],
  ["one file for two", ["evaluate", "boxes", "--svg", "a", "--json", "a"], {}, /--svg and --json name the same file/],
])("%s: a sentence and exit code 2", async (_, args, env, sentence) => {
  const { code, stdout, stderr } = await command.run(args, env);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
});

test("a table of before stays as it was where there is no browser to make another", async () => {
  const csv = join(command.project, "before.csv");
  await writeFile(csv, "of before");
  const { code } = await command.run(["analyze", "film.png", "--csv", csv], { CHROME_PATH: "/nowhere" });
  expect([code, await readFile(csv, "utf8")]).toEqual([2, "of before"]);
});

test.skipIf(!existsSync("/dev/full")).each([
  ["a word", ["--version"]],
  ["tables", ["analyze", `${FACES}/neutral-a.png`]],
  ["lines", ["analyze", "film.png", "--json"]],
])("a full disk behind stdout, %s: a sentence and exit code 2", (_, args) => {
  const full = openSync("/dev/full", "w");
  const program = `${command.project}/node_modules/.bin/countenance`;
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: command.project,
    encoding: "utf8",
    stdio: ["ignore", full, "pipe"],
  });
  closeSync(full);
  expect(status).toBe(2);
  expect(stderr).toMatch(/stdout cannot be written: the disk is full: [^\n]*\.\n$/);
});
