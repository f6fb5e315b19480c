import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseRange, serve } from "../../../scripts/serve.mjs";

let folder: string;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countenance-"));
  await writeFile(join(folder, "index.html"), "<p>Hello");
  await writeFile(join(folder, "clip.mp4"), "0123456789");
  await writeFile(join(folder, "empty.json"), "");
  server = await serve({ "/site": folder, "/cameras/ä b.mp4": join(folder, "clip.mp4") });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

test("a folder's index and its files come with their types", async () => {
  const page = await fetch(`${server.origin}/site/`);
  expect([page.status, page.headers.get("content-type"), await page.text()]).toEqual([
    200,
    "text/html; charset=utf-8",
    "<p>Hello",
  ]);
  const video = await fetch(`${server.origin}/site/clip.mp4`);
  expect([video.headers.get("content-type"), video.headers.get("content-length")]).toEqual(["video/mp4", "10"]);
  expect(await (await fetch(`${server.origin}/site/empty.json`)).text()).toBe("");
});

test("a folder is served however its path is written: on Windows, with slashes of both kinds", async () => {
  const other = await serve({ "/site": `${dirname(folder)}//${basename(folder)}/` });
  expect((await fetch(`${other.origin}/site/index.html`)).status).toBe(200);
  await other.close();
});

test("a single file is served under any name", async () => {
  const video = await fetch(`${server.origin}/cameras/${encodeURIComponent("ä b.mp4")}`);
  expect(await video.text()).toBe("0123456789");
});

test("a player gets the bytes it asks for", async () => {
  const part = await fetch(`${server.origin}/site/clip.mp4`, { headers: { range: "bytes=2-4" } });
  expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([206, "bytes 2-4/10", "234"]);
  const beyond = await fetch(`${server.origin}/site/clip.mp4`, { headers: { range: "bytes=10-" } });
  expect(beyond.status).toBe(416);
});

test.each(["/", "/site", "/nowhere/index.html", "/site/none.html"])("%s is not found", async (path) => {
  expect((await fetch(server.origin + path)).status).toBe(404);
});

test.each(["/site/../../etc/passwd", "/site/%2e%2e/%2e%2e/etc/passwd", "/site/..%2f..%2fetc%2fpasswd", "/site/%"])(
  "%s leads nowhere",
  async (path) => {
    // Not by fetch, which would tidy the path first.
    const status = await new Promise((resolve, reject) => {
      request(server.origin, { path }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
    expect(status).toBe(404);
  },
);

test.each([
  ["bytes=0-", { start: 0, end: 9 }],
  ["bytes=3-5", { start: 3, end: 5 }],
  ["bytes=3-99", { start: 3, end: 9 }],
  ["bytes=-4", { start: 6, end: 9 }],
  ["bytes=-99", { start: 0, end: 9 }],
  ["bytes=10-", "unsatisfiable"],
  ["bytes=5-3", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=-", undefined],
  ["bytes=0-1,4-5", undefined],
  ["lines=0-1", undefined],
  [undefined, undefined],
])("of ten bytes, %s is %o", (header, range) => {
  expect(parseRange(header, 10)).toEqual(range);
});
