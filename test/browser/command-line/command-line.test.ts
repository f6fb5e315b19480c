// The packed and installed command, on composite faces and on everything that can be wrong.

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import papaparse from "papaparse";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { findBrowser } from "../../../scripts/browser.mjs";
import type { LookObject } from "../../../src/exchange/readings.ts";
import { animatedPng } from "./animation.ts";
import { type InstalledCommand, installCommand } from "./installed-command.ts";

const FACES = `${ROOT}test/fixtures/faces`;
const MEDIA = `${ROOT}../shared/media`;
const PATIENCE = 240_000;
/** Expressions that the model reads in their composites without fail. */
const PLAIN = ["neutral", "happiness", "surprise", "sadness", "anger"];

/** What Chromium's `--log-net-log` writes, as far as it is looked at. */
interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly { readonly type: number; readonly params?: { readonly address?: string } }[];
}

let command: InstalledCommand;
let film: string;

beforeAll(async () => {
  command = await installCommand();
  film = join(command.project, "film.png");
  const shown = ["neutral-a", "happiness-a", "surprise-a"];
  const pictures = await Promise.all(shown.map((name) => readFile(`${FACES}/${name}.png`)));
  await writeFile(film, animatedPng(pictures, 2));
}, PATIENCE);
afterAll(() => command?.remove());
afterEach(async () => expect(await command.left()).toEqual([]));

function looks(stdout: string): LookObject[] {
  expect(stdout).toMatch(/^$|\n$/);
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

test("the package brings no other along; npx finds the command", () => {
  expect(command.packages).toEqual(["countenance"]);
  const npx = (...args: string[]) =>
    execFileSync("npx", ["--no-install", "countenance", ...args], { cwd: command.project, encoding: "utf8" });
  expect(npx("--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(npx("--help")).toContain("countenance analyze <files or folders>");
  expect(npx("analyze", "--help")).toContain("--every TIME");
});

test(
  "composite faces, an object a line; nothing goes anywhere but to this computer",
  async () => {
    const log = join(command.project, "net-log.json");
    const browser = join(command.project, "logging-browser");
    await writeFile(
      browser,
      `#!/bin/sh\nexec "${findBrowser()}" "$@" --log-net-log="${log}" --net-log-capture-mode=IncludeSensitive\n`,
    );
    await chmod(browser, 0o755);
    const names = PLAIN.map((expression) => `${FACES}/${expression}-a.png`);
    const { code, stdout, stderr } = await command.run(["analyze", ...names, "--json"], { CHROME_PATH: browser });
    expect(code).toBe(0);
    expect(stderr.trimEnd().split("\n")).toEqual(names.map((name) => `${name}: read`));
    const all = looks(stdout);
    expect(all.map(({ file }) => file)).toEqual(names);
    expect(all.map(({ faces }) => faces[0]?.dominant)).toEqual(PLAIN);
    for (const { timeMs, faces } of all) {
      expect([timeMs, faces.length]).toEqual([0, 1]);
      const [face] = faces;
      expect(Object.keys(face ?? {})).toEqual([
        "id",
        "box",
        "expressions",
        "dominant",
        "sure",
        "valence",
        "arousal",
        "quality",
      ]);
      expect(Object.values(face?.expressions ?? {}).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 2);
    }
    const logged = await readFile(log, "utf8");
    const { constants, events } = JSON.parse(logged) as NetLog;
    const { TCP_CONNECT_ATTEMPT, UDP_BYTES_SENT } = constants.logEventTypes;
    const connected = events.flatMap(({ type, params }) => (type === TCP_CONNECT_ATTEMPT && params?.address) || []);
    expect(new Set(connected.map((address) => address.split(":")[0]))).toEqual(new Set(["127.0.0.1"]));
    // Not even a question for a name: what the browser would ask its maker ends before.
    expect(UDP_BYTES_SENT).toBeDefined();
    expect(events.filter(({ type }) => type === UDP_BYTES_SENT)).toEqual([]);
    // What is read is never served.
    expect(logged).not.toContain("happiness-a");
  },
  PATIENCE,
);

test(
  "a film, by its own time, as CSV and annotated pictures; faces keep their number",
  async () => {
    const boxes = join(command.project, "boxes");
    const csv = join(command.project, "tables", "out.csv");
    const { code, stdout } = await command.run(["analyze", film, "--every", "500ms", "--csv", csv, "--boxes", boxes]);
    expect([code, stdout]).toEqual([0, ""]);
    const { data, errors } = papaparse.parse<Record<string, string>>(await readFile(csv, "utf8"), {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(data.map(({ time }) => Number(time))).toEqual(Array.from({ length: 12 }, (_, i) => i / 2));
    expect(new Set(data.map(({ face }) => face))).toEqual(new Set(["1"]));
    expect([data[3]?.dominant, data[7]?.dominant, data[11]?.dominant]).toEqual(["neutral", "happiness", "surprise"]);
    const drawn = (await readdir(boxes)).sort();
    expect(drawn).toHaveLength(12);
    expect(drawn[1]).toBe("film.png.000000.500s.png");
    const [plain, annotated] = await Promise.all([
      readFile(`${FACES}/neutral-a.png`),
      readFile(join(boxes, "film.png.000000.000s.png")),
    ]);
    // Width and height.
    expect(annotated.subarray(0, 24)).toEqual(plain.subarray(0, 24));
    expect(annotated.length).toBeGreaterThan(1000);
  },
  PATIENCE,
);

test(
  "what cannot be read has its sentence, and the rest is read",
  async () => {
    const folder = join(command.project, "mixed");
    await mkdir(join(folder, "deep"), { recursive: true });
    await copyFile(`${FACES}/happiness-b.png`, join(folder, "deep", "=good.jpg"));
    await writeFile(join(folder, "empty.png"), "");
    await writeFile(join(folder, "text.jpg"), "This is no picture.");
    await writeFile(join(folder, "notes.txt"), "Nor is this.");
    const whole = await readFile(`${FACES}/happiness-b.png`);
    await writeFile(join(folder, "half.webm"), whole.subarray(0, whole.length / 2).fill(7, 16));
    await writeFile(
      join(folder, "sound.mp4"),
      Buffer.from("\0\0\0\u0018ftypisom\0\0\u0002\0isommp41\0\0\0\u0008moov", "latin1"),
    );
    const { code, stdout, stderr } = await command.run(["analyze", folder, "nowhere.png", "--csv", "-"]);
    expect(code).toBe(1);
    const { data } = papaparse.parse<Record<string, string>>(stdout, { header: true, skipEmptyLines: true });
    expect(data).toMatchObject([{ file: join(folder, "deep", "=good.jpg"), dominant: "happiness" }]);
    expect(stderr).toContain("There is no file or folder nowhere.png");
    expect(stderr).toContain("1 other file was skipped.");
    for (const name of ["empty.png", "text.jpg", "half.webm", "sound.mp4"]) {
      expect(stderr).toMatch(new RegExp(`${name.replace(".", "\\.")}: [A-Z][^\\n]+\\.\\n`));
    }
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
  },
  PATIENCE,
);

test(
  "a table for people; a picture without a face says so, of a broken one nothing is claimed",
  async () => {
    const icon = `${ROOT}icons/png/128.png`;
    const broken = join(command.project, "broken.png");
    await writeFile(broken, (await readFile(`${FACES}/happiness-a.png`)).subarray(0, 5000));
    const { code, stdout } = await command.run([
      "analyze",
      `${FACES}/happiness-a.png`,
      broken,
      icon,
      film,
      "--every=1s",
    ]);
    expect(code).toBe(1);
    // Its trouble is told on stderr: that it shows nobody would not be true.
    expect(stdout).not.toContain("broken.png");
    expect(stdout).toMatch(/happiness-a\.png: picture, \d+ × \d+, 1 face\n\| face \|/);
    expect(stdout).toContain("128.png: picture, 128 × 128, 0 faces\n\n");
    expect(stdout).toMatch(/film\.png: film, \d+ × \d+, 6 looks, 1 face\n/);
  },
  PATIENCE,
);

test(
  "AVIF, pictures on their side and animations are read as what they are",
  async () => {
    const names = ["smile.avif", "turned.jpg", "animated.gif", "animated.webp", "animated.avif"];
    const paths = names.map((name) => `${ROOT}test/fixtures/media/${name}`);
    const { code, stdout } = await command.run(["analyze", ...paths, "--every", "500ms", "--json"]);
    expect(code).toBe(0);
    const shown = (name: string) =>
      looks(stdout)
        .filter(({ file }) => file.endsWith(name))
        .map(({ timeMs, faces }) => [timeMs, ...faces.map(({ dominant }) => dominant)]);
    expect([shown("smile.avif"), shown("turned.jpg")]).toEqual([[[0, "happiness"]], [[0, "happiness"]]]);
    for (const name of names.slice(2)) {
      const seen = shown(name);
      expect(seen.map(([timeMs]) => timeMs)).toEqual([0, 500, 1000, 1500]);
      expect([seen[1]?.[1], seen[3]?.[1]]).toEqual(["happiness", "surprise"]);
    }
  },
  PATIENCE,
);

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s in the middle of a film leaves whole lines, and no browser",
  async (signal) => {
    const running = command.start(["analyze", film, "--every", "1ms", "--json"]);
    await running.lines(5);
    running.process.kill(signal);
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(signal === "SIGINT" ? 130 : 143);
    expect(stderr).toContain("Stopped.");
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
    const read = looks(stdout);
    expect(read.length).toBeGreaterThanOrEqual(5);
    expect(read.length).toBeLessThan(6000);
    expect(read.map(({ timeMs }) => timeMs)).toEqual(read.map((_, i) => i));
  },
  PATIENCE,
);

test(
  "SIGINT leaves a CSV file of whole rows",
  async () => {
    const csv = join(command.project, "stopped.csv");
    const running = command.start(["analyze", film, "--every", "1ms", "--csv", csv]);
    await vi.waitFor(async () => expect((await readFile(csv, "utf8")).split("\n").length).toBeGreaterThan(5), {
      timeout: 90_000,
      interval: 20,
    });
    running.process.kill("SIGINT");
    expect((await running.ended).code).toBe(130);
    const text = await readFile(csv, "utf8");
    expect(text.endsWith("\r\n")).toBe(true);
    const { errors } = papaparse.parse(text, { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
  },
  PATIENCE,
);

test(
  "who stops reading stdout ends it quietly",
  async () => {
    const running = command.start(["analyze", film, "--every", "1ms", "--json"]);
    await running.lines(2);
    running.process.stdout?.destroy();
    const { code, stderr } = await running.ended;
    expect([code, stderr]).toEqual([0, ""]);
  },
  PATIENCE,
);

test(
  "killed outright, it takes its browser and the profile along",
  async () => {
    const running = command.start(["analyze", film, "--every", "1ms", "--json"]);
    await running.lines(2);
    running.process.kill("SIGKILL");
    await running.ended;
    await vi.waitFor(async () => expect(await command.left()).toEqual([]), { timeout: 60_000, interval: 200 });
  },
  PATIENCE,
);

test(
  "a browser that ends in the middle costs the file it read, and no other",
  async () => {
    const running = command.start(["analyze", film, `${FACES}/happiness-a.png`, "--every", "1ms", "--json"]);
    await running.lines(2);
    const found = execFileSync("ps", ["-axww", "-o", "pid=,args="], { encoding: "utf8" }).split("\n");
    const temporary = join(command.project, "..", "temporary");
    const own = found.filter((line) => line.includes(`--user-data-dir=${temporary}`) && !line.includes("--type="));
    // Not the shell that waits for it.
    const browser = own.find((line) => !line.includes("rm -rf"));
    process.kill(Number.parseInt(browser ?? "", 10), "SIGKILL");
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/film\.png: The browser has ended\..* What was read before, \d+ looks, stands\./);
    expect(looks(stdout).at(-1)).toMatchObject({ file: `${FACES}/happiness-a.png`, timeMs: 0 });
    // Chromium's own, which it could not remove.
    await command.sweep();
  },
  PATIENCE,
);

test.each([
  ["no browser there", ["analyze", "film.png"], { CHROME_PATH: "/nowhere" }, /CHROME_PATH is \/nowhere/],
  [
    "no browser at all",
    ["analyze", "film.png"],
    { CHROME_PATH: "", PATH: "/nowhere" },
    /There is no Chromium, Chrome or Edge/,
  ],
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

test(
  "evaluate: figures of labelled pictures, those without a face and broken ones counted",
  async () => {
    const folder = join(command.project, "labelled");
    const folders = { happy: "happiness", Surprised: "surprise", "3_neutral": "neutral" };
    for (const [name, expression] of Object.entries(folders)) {
      await mkdir(join(folder, name), { recursive: true });
      for (const one of "ab") await copyFile(`${FACES}/${expression}-${one}.png`, join(folder, name, `${one}.png`));
    }
    await copyFile(`${ROOT}icons/png/128.png`, join(folder, "happy", "icon.png"));
    await writeFile(join(folder, "happy", "broken.png"), "no picture");
    const { code, stdout, stderr } = await command.run([
      "evaluate",
      folder,
      "--svg",
      "matrix.svg",
      "--json",
      "figures.json",
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/broken\.png: [A-Z]/);
    const figures = JSON.parse(await readFile(join(command.project, "figures.json"), "utf8"));
    expect(figures).toMatchObject({ pictures: 7, withoutFace: 1, unreadable: 1, withSeveralFaces: 0, accuracy: 1 });
    expect(figures.accuracyOfAll).toBeCloseTo(6 / 7, 4);
    expect(figures.perClass.happiness).toMatchObject({ n: 2, withoutFace: 1, recall: 1 });
    expect(stdout).toMatch(/… without a face +\| +1 \|/);
    expect(await readFile(join(command.project, "matrix.svg"), "utf8")).toMatch(
      /^<svg .*Your pictures \(1 more show no face\)/s,
    );
  },
  PATIENCE,
);

test(
  "evaluate: stopped in the middle, it leaves the files of before as they were, and no empty ones",
  async () => {
    const before = join(command.project, "before.svg");
    await writeFile(before, "of before");
    const running = command.start(["evaluate", "labelled", "--svg", before, "--json", "new.json"]);
    await once(running.process.stderr as Readable, "data");
    running.process.kill("SIGINT");
    const { code, stdout } = await running.ended;
    expect([code, stdout]).toEqual([130, ""]);
    expect(await readFile(before, "utf8")).toBe("of before");
    expect(existsSync(join(command.project, "new.json"))).toBe(false);
  },
  PATIENCE,
);

test.skipIf(!existsSync(MEDIA))(
  "stills and clips of people",
  async () => {
    const { code, stdout } = await command.run(["analyze", `${MEDIA}/stills`, `${MEDIA}/clips/d18.mp4`, "--json"]);
    expect(code).toBe(0);
    const all = looks(stdout);
    const faces = (name: string) => all.find(({ file }) => file.endsWith(name))?.faces ?? [];
    expect([faces("group-3-faces.jpg").length, faces("group-4-faces.jpg").length]).toEqual([3, 4]);
    expect(faces("happy.jpg")[0]?.dominant).toBe("happiness");
    const clip = all.filter(({ file }) => file.endsWith("d18.mp4"));
    expect(clip.length).toBeGreaterThan(25);
    expect(clip.every(({ faces }) => faces.length === 1)).toBe(true);
  },
  PATIENCE,
);
