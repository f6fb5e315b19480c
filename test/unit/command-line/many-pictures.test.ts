import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { findLabelledPictures } from "../../../src/command-line/labelled-pictures.ts";

const MANY = Array.from({ length: 150_000 }, (_, i) => ({ path: `happy/${i}.jpg`, name: `${i}.jpg` }));

vi.mock("../../../src/command-line/media-paths.ts", () => ({
  findMedia: async () => ({ files: MANY, skipped: 1, troubles: MANY.map(({ path }) => path), passedBy: [] }),
}));

test("a class's folder may hold more pictures, and more troubles, than a call takes arguments", async () => {
  const folder = await mkdtemp(join(tmpdir(), "countenance-many-"));
  await mkdir(join(folder, "happy"));
  const { pictures, skipped, troubles } = await findLabelledPictures(folder, new AbortController().signal);
  await rm(folder, { recursive: true });
  expect([pictures.length, skipped, troubles.length]).toEqual([150_000, 1, 150_000]);
  expect(pictures.at(-1)).toEqual({ path: "happy/149999.jpg", name: "149999.jpg", expression: "happiness" });
});
