import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ASSETS } from "../../../src/engine/assets.ts";
import { assetUrls } from "../../../src/library/asset-urls.ts";

beforeEach(() => {
  vi.stubGlobal("document", { baseURI: "https://example.org/pages/film.html" });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ["/files/countenance/", "https://example.org/files/countenance/worker.js"],
  ["../countenance", "https://example.org/countenance/worker.js"],
  ["", "https://example.org/pages/worker.js"],
  [new URL("https://cdn.example.net/c/"), "https://cdn.example.net/c/worker.js"],
])("assets in %s, relative to the page", (folder, worker) => {
  expect(assetUrls(folder)["worker.js"]).toBe(worker);
});

test("what is no address is said in a sentence", () => {
  const error = expect.objectContaining({ code: "model-missing", message: expect.stringContaining("https://[/") });
  expect(() => assetUrls("https://[/")).toThrow(error);
});

test("every file the engine fetches has a URL beside the code", () => {
  const urls = assetUrls(undefined);
  for (const asset of ASSETS) expect(urls[asset]).toMatch(new RegExp(`/assets/${asset}$`));
});

test("on a server, where there is no page, a path is no address and a URL is one", () => {
  vi.unstubAllGlobals();
  const message = '"/files" is no address of the package\'s files. Give "assets" as a URL.';
  expect(() => assetUrls("/files")).toThrow(expect.objectContaining({ code: "model-missing", message }));
  expect(assetUrls("https://cdn.example.net/c")["worker.js"]).toBe("https://cdn.example.net/c/worker.js");
});

test("in a Worker, relative to the Worker", () => {
  vi.unstubAllGlobals();
  vi.stubGlobal("location", { href: "https://example.org/work/worker.js" });
  expect(assetUrls("assets")["expression/model.json"]).toBe("https://example.org/work/assets/expression/model.json");
});
