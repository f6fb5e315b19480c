import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildExtension } from "../../../scripts/build.mjs";
import { zipFolder } from "../../../scripts/package.mjs";

/** Hosts that code is fetched from: a store rejects a package that names one, used or not. */
const CODE_HOSTS =
  /https?:\/\/[\w.-]*(jsdelivr\.net|unpkg\.com|cdnjs\.cloudflare\.com|esm\.sh|skypack\.dev|googleapis\.com|gstatic\.com|googletagmanager\.com|tfhub\.dev|huggingface\.co|kaggle\.com)/;

let folder: string;
let zips: Uint8Array[];
let files: Record<string, Uint8Array>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countenance-"));
  const zip = async (name: string) => {
    await buildExtension(join(folder, name));
    return await zipFolder(join(folder, name));
  };
  zips = [await zip("one"), await zip("other")];
  files = unzipSync(zips[0] ?? new Uint8Array());
}, 120_000);

afterAll(() => rm(folder, { recursive: true }));

test("two builds from nothing give the same bytes", () => {
  expect(zips[0]?.length).toBeGreaterThan(1e6);
  expect(Buffer.compare(zips[0] ?? Buffer.of(0), zips[1] ?? Buffer.of(1))).toBe(0);
});

test("the manifest lies at the top, and what it names is there", () => {
  const manifest = JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array()));
  const named = [
    manifest.background.service_worker,
    manifest.action.default_popup,
    ...Object.values(manifest.icons),
    ...Object.values(manifest.action.default_icon),
    `_locales/${manifest.default_locale}/messages.json`,
  ];
  expect(Object.keys(files)).toEqual(expect.arrayContaining(named));
});

test("the terms of all that is bundled are passed on", () => {
  const notices = strFromU8(files["THIRD-PARTY-NOTICES.txt"] ?? new Uint8Array());
  for (const name of ["preact", "uplot", "idb", "webextension-polyfill", "mediabunny", "@tensorflow/tfjs-core"]) {
    expect(notices).toMatch(new RegExp(`^${name} [\\d.]+$`, "m"));
  }
  expect(notices).toMatch(/^@mediapipe\/face_detection/m);
});

test("the kernels are all the WASM that ships, and neither source maps nor sources", () => {
  const names = Object.keys(files);
  expect(names.filter((name) => name.endsWith(".wasm")).sort()).toEqual([
    "assets/expression-relaxed.wasm",
    "assets/expression.wasm",
    "assets/face-detector-relaxed.wasm",
    "assets/face-detector.wasm",
    "assets/picture.wasm",
  ]);
  expect(names.filter((name) => /\.(map|tsx?)$/.test(name))).toEqual([]);
});

test("no code names a source map or a host that code is fetched from", () => {
  for (const [name, bytes] of Object.entries(files)) {
    if (!/\.(js|html|css|json)$/.test(name)) continue;
    const text = strFromU8(bytes);
    expect(text.includes("sourceMappingURL"), name).toBe(false);
    expect(CODE_HOSTS.exec(text)?.[0], name).toBeUndefined();
  }
});
