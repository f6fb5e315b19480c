import { existsSync } from "node:fs";
import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkWritable } from "../../../scripts/writable.mjs";
import { AnnotatedPictures } from "../../../src/command-line/annotated-pictures.ts";
import { findLabelledPictures } from "../../../src/command-line/labelled-pictures.ts";
import { checkNotRead, findMedia } from "../../../src/command-line/media-paths.ts";
import { Output } from "../../../src/command-line/output.ts";

const GOING_ON = new AbortController().signal;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "countenance-files-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), name);
  }
}

test("folders are walked in the order of names, others than media skipped, links that lead back left", async () => {
  await write("10.png", "2.JPG", "b/film.webm", "b/notes.txt", ".hidden/x.png", ".y.png", "a/c/face.avif");
  await symlink(folder, join(folder, "b", "back"));
  await symlink(join(folder, "nowhere"), join(folder, "dangling.png"));
  await symlink("somebody@computer.1234", join(folder, ".#notes.txt"));
  const { files, skipped, troubles } = await findMedia([folder], GOING_ON);
  expect(files.map(({ name }) => name)).toEqual(["2.JPG", "10.png", "a/c/face.avif", "b/film.webm"]);
  expect(skipped).toBe(3);
  expect(troubles).toEqual([`There is no file or folder ${join(folder, "dangling.png")}: check its spelling.`]);
});

test("the annotated pictures of the last time are passed by, unless they lie among what is read", async () => {
  await write("photo.jpg", "marked/photo.jpg.png");
  const names = async (without: string) => {
    const { files, passedBy } = await findMedia([folder], GOING_ON, { without });
    return [...files.map(({ name }) => name), ...passedBy.map((path) => `not ${path}`)];
  };
  expect(await names(join(folder, "marked"))).toEqual(["photo.jpg", `not ${join(folder, "marked")}`]);
  expect(await names(join(folder, "not-there"))).toHaveLength(2);
  expect(await names(folder)).toHaveLength(2);
});

test("pictures of files whose names differ in capitals alone stand beside one another on every computer", async () => {
  const files = ["a/IMG.jpg", "b/img.jpg"].map((path) => ({ path: join(folder, path), name: path.slice(2) }));
  const pictures = await AnnotatedPictures.in(folder, files);
  for (const file of files) await pictures.write(file, null, Buffer.from("drawn").toString("base64"));
  expect((await readdir(folder)).sort()).toEqual(["IMG.jpg.png", "img.jpg 2.png"]);
});

test("a file named by itself is tried whatever its name; a path to nothing and an empty folder are told of", async () => {
  await write("data.bin", "empty/notes.txt");
  const { files, troubles } = await findMedia(
    [join(folder, "data.bin"), join(folder, "none"), join(folder, "empty")],
    GOING_ON,
  );
  expect(files).toEqual([{ path: join(folder, "data.bin"), name: "data.bin" }]);
  expect(troubles).toEqual([
    expect.stringContaining(`no file or folder ${join(folder, "none")}`),
    expect.stringContaining("holds nothing to read"),
  ]);
});

test.runIf(existsSync("/dev/null"))("what is neither a file nor a folder, as a pipe, is told of", async () => {
  const { files, troubles } = await findMedia(["/dev/null"], GOING_ON);
  expect(files).toEqual([]);
  expect(troubles).toEqual([expect.stringContaining("/dev/null is neither a file nor a folder")]);
});

test("a walk ends when it is interrupted, without a word of a path that leads nowhere", async () => {
  await write("a/1.png", "happy/1.png");
  const stopped = new Error("stopped");
  const signal = AbortSignal.abort(stopped);
  await expect(findMedia([folder], signal)).rejects.toBe(stopped);
  await expect(findLabelledPictures(folder, signal)).rejects.toBe(stopped);
});

test("labelled folders: synonyms join, what lies beside is skipped", async () => {
  await write("happy/1.png", "Happiness/2.png", "sad/deep/3.jpg", "sad/film.mp4", "readme.md");
  const { pictures, skipped } = await findLabelledPictures(folder, GOING_ON);
  expect(pictures.map(({ expression, name }) => [expression, name])).toEqual([
    ["happiness", "2.png"],
    ["happiness", "1.png"],
    ["sadness", join("deep", "3.jpg")],
  ]);
  expect(skipped).toBe(2);
});

test("labelled folders: what is none of them is said", async () => {
  await write("happy/1.png", "bored/2.png", "file.png");
  await expect(findLabelledPictures(folder, GOING_ON)).rejects.toThrow(
    /No expression is called bored: .*neutral, happiness/,
  );
  await write("\x1b[2Jbored/3.png");
  await expect(findLabelledPictures(folder, GOING_ON)).rejects.toThrow(/No expression is called �\[2Jbored, bored: /);
  await expect(findLabelledPictures(join(folder, "happy"), GOING_ON)).rejects.toThrow(/holds no labelled pictures/);
  await expect(findLabelledPictures(join(folder, "file.png"), GOING_ON)).rejects.toThrow(/is a file/);
  await expect(findLabelledPictures(join(folder, "none"), GOING_ON)).rejects.toThrow(/no file or folder/);
});

test("an output's folder is made; where a file stands in the way, a sentence says so", async () => {
  await write("file");
  const output = await Output.file(join(folder, "new", "out.csv"));
  await output.write("a\r\n");
  await output.close();
  expect(await readFile(join(folder, "new", "out.csv"), "utf8")).toBe("a\r\n");
  await expect(Output.file(folder)).rejects.toThrow(/it is a folder: name a file in it/);
  await expect(Output.file(join(folder, "file", "out.csv"))).rejects.toThrow(/a file stands where a folder is needed/);
});

test.runIf(existsSync("/proc"))("where a folder lets none be made in it, a sentence says so", async () => {
  await expect(Output.file("/proc/new/out.csv")).rejects.toThrow(/^\/proc\/new\/out\.csv cannot be written: /);
  await expect(checkWritable("/proc/new/out.csv")).rejects.toThrow(/cannot be written/);
  await expect(Output.file("/proc/\x1b[2J/out.csv")).rejects.toThrow(/^\/proc\/�\[2J\/out\.csv cannot be written: /);
  await expect(AnnotatedPictures.in("/proc/new", [])).rejects.toThrow(/^\/proc\/new cannot be written: /);
});

test("whether a file can be written is tried without a trace, also where a link leads to none", async () => {
  const link = join(folder, "out.csv");
  await symlink(join(folder, "results.csv"), link);
  await checkWritable(link);
  await checkWritable(join(folder, "other.csv"));
  expect(await readdir(folder)).toEqual(["out.csv"]);
  await (await Output.file(link)).close();
  expect((await readdir(folder)).sort()).toEqual(["out.csv", "results.csv"]);
});

test("a file that is read is not written to, by whatever name", async () => {
  await write("a.png", "other.csv");
  const files = [{ path: join(folder, "a.png"), name: "a.png" }];
  await symlink(join(folder, "a.png"), join(folder, "linked.csv"));
  await link(join(folder, "a.png"), join(folder, "same.csv"));
  for (const name of ["a.png", "linked.csv", "same.csv"]) {
    await expect(checkNotRead("--csv", join(folder, name), files)).rejects.toThrow(/one of the files to read/);
  }
  for (const written of [join(folder, "other.csv"), join(folder, "new.csv"), null]) {
    await checkNotRead("--csv", written, files);
  }
});

test("annotated pictures write over neither each other nor what is read", async () => {
  await write("x/a.png", "y/a.png", "a.png.png");
  const files = [
    { path: join(folder, "x/a.png"), name: "a.png" },
    { path: join(folder, "y/a.png"), name: "a.png" },
    { path: join(folder, "a.png.png"), name: "a.png.png" },
  ] as const;
  await symlink(folder, join(folder, "link"));
  const pictures = await AnnotatedPictures.in(join(folder, "link"), files);
  const png = Buffer.from("drawn").toString("base64");
  await pictures.write(files[0], null, png);
  await pictures.write(files[1], null, png);
  await pictures.write(files[0], 12250, png);
  expect((await readdir(folder)).sort()).toEqual([
    "a.png 2.png",
    "a.png 3.png",
    "a.png.000012.250s.png",
    "a.png.png",
    "link",
    "x",
    "y",
  ]);
  expect(await readFile(join(folder, "a.png.png"), "utf8")).toBe("a.png.png");
});

test("an annotated picture of a file whose name is as long as can be has a shorter one of its own", async () => {
  const pictures = await AnnotatedPictures.in(join(folder, "boxes"), []);
  for (const kind of ["jpg", "png"]) {
    const name = join("deep", `${"顔".repeat(80)}.${kind}`);
    await pictures.write({ path: join(folder, name), name }, 12250, Buffer.from(kind).toString("base64"));
  }
  const written = await readdir(join(folder, "boxes", "deep"));
  expect(written.sort()).toEqual([" 2", ""].map((number) => `${"顔".repeat(78)}${number}.000012.250s.png`));
  await expect(Output.file(join(folder, "x".repeat(300)))).rejects.toThrow(/its name is too long/);
});
