import { expect, test } from "vitest";
import { gatherDropped, gatherFolder } from "../../../src/analyse/gather.ts";

const fileEntry = (name: string) => ({
  isDirectory: false,
  name,
  fullPath: `/.Camera/${name}`,
  file: (done: (file: File) => void) => done(new File([], name)),
});
const folderOf = (entries: unknown[]) => ({
  isDirectory: true,
  name: "folder",
  createReader: () => ({ readEntries: (done: (entries: unknown[]) => void) => done(entries.splice(0)) }),
});
const dropped = (folder: unknown) =>
  ({ items: [{ kind: "file", webkitGetAsEntry: () => folder, getAsFile: () => null }] }) as unknown as DataTransfer;

const PATHS = [".Camera/2.jpg", ".Camera/.trash/1.jpg", ".Camera/.1.jpg", ".Camera/notes.txt"];

test("of a folder whose own name begins with a dot, what is not hidden in it is read", () => {
  const files = PATHS.map((path) => Object.assign(new File([], ""), { webkitRelativePath: path }));
  const { files: found, leftOut } = gatherFolder(files);
  expect(found.map(({ name }) => name)).toEqual([".Camera/2.jpg"]);
  expect(leftOut).toBe(3);
});

test("so it is when the folder is dropped", async () => {
  const { files, leftOut } = await gatherDropped(dropped(folderOf(["2.jpg", ".1.jpg", "notes.txt"].map(fileEntry))));
  expect(files.map(({ name }) => name)).toEqual([".Camera/2.jpg"]);
  expect(leftOut).toBe(2);
});

test("a folder in a folder may hold more files than a call takes arguments", async () => {
  const inner = folderOf(Array.from({ length: 150_000 }, (_, i) => fileEntry(`${i}.txt`)));
  const { leftOut } = await gatherDropped(dropped(folderOf([inner])));
  expect(leftOut).toBe(150_000);
});
