import { execFileSync } from "node:child_process";
import { chmod, copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import papaparse from "papaparse";
import { expect, test } from "vitest";
import { ROOT } from "../../../scripts/bootstrap.mjs";
import { findBrowser } from "../../../scripts/browser.mjs";
import { MEDIA } from "../../media.ts";
import { command, FACES, film, installCommandForFile, looks, PATIENCE } from "./setup.ts";

/** Expressions that the model reads in their composites without fail. */
const PLAIN = ["neutral", "happiness", "surprise", "sadness", "anger"];

/** What Chromium's `--log-net-log` writes, as far as it is looked at. */
interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly { readonly type: number; readonly params?: { readonly address?: string } }[];
}

installCommandForFile();

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

test.skipIf(!MEDIA)(
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
