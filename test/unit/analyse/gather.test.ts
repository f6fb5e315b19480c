import { expect, test } from "vitest";
import { gatherDropped, gatherFolder } from "../../../src/analyse/gather.ts";

const PATHS = [".Camera/2.jpg", ".Camera/.trash/1.jpg", ".Camera/.1.jpg", ".Camera/notes.txt"];

test("of a folder whose own name begins with a dot, what is not hidden in it is read", () => {
  const files = PATHS.map((path) => Object.assign(new File([], ""), { webkitRelativePath: path }));
  const { files: found, leftOut } = gatherFolder(files);
  expect(found.map(({ name }) => name)).toEqual([".Camera/2.jpg"]);
  expect(leftOut).toBe(3);
});

test("so it is when the folder is dropped", async () => {
  const entries = ["2.jpg", ".1.jpg", "notes.txt"].map((name) => ({
    isDirectory: false,
    name,
    fullPath: `/.Camera/${name}`,
    file: (done: (file: File) => void) => done(new File([], name)),
  }));
  const folder = {
    isDirectory: true,
    createReader: () => ({ readEntries: (done: (entries: unknown[]) => void) => done(entries.splice(0)) }),
  };
  const item = { kind: "file", webkitGetAsEntry: () => folder, getAsFile: () => null };
  const { files, leftOut } = await gatherDropped({ items: [item] } as unknown as DataTransfer);
  expect(files.map(({ name }) => name)).toEqual([".Camera/2.jpg"]);
  expect(leftOut).toBe(2);
});
