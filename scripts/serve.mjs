// A small web server for this computer alone: the demo's page and its camera files.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";

/** @type {Record<string, string>} */
const MIME_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".m4v": "video/mp4",
  ".mkv": "video/x-matroska",
  ".mov": "video/quicktime",
  ".mp4": "video/mp4",
  ".ogv": "video/ogg",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webm": "video/webm",
};

/**
 * Serves on 127.0.0.1, on a port the system chooses.
 *
 * @param {Record<string, string>} routes a path's beginning, as "/demo", to the folder or the one file it stands for
 * @param {(path: string) => void} [onRequest] told of every request, as "/demo/index.html"
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function serve(routes, onRequest = () => {}) {
  const server = createServer((request, response) => {
    onRequest(request.url ?? "/");
    answer(routes, request, response).catch(() => response.destroy());
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(undefined));
  });
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("The local server has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {Record<string, string>} routes
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
async function answer(routes, request, response) {
  const path = fileFor(routes, request.url ?? "/");
  const file = path === undefined ? undefined : await stat(path).catch(() => undefined);
  if (path === undefined || !file?.isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader("Content-Type", MIME_TYPES[extname(path).toLowerCase()] ?? "application/octet-stream");
  response.setHeader("Accept-Ranges", "bytes");
  response.setHeader("Cache-Control", "no-store");
  const range = parseRange(request.headers.range, file.size);
  if (range === "unsatisfiable") {
    response.writeHead(416, { "Content-Range": `bytes */${file.size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  response.setHeader("Content-Length", end - start + 1);
  if (range) response.setHeader("Content-Range", `bytes ${start}-${end}/${file.size}`);
  response.writeHead(range ? 206 : 200);
  if (request.method === "HEAD" || file.size === 0) {
    response.end();
    return;
  }
  // A player that has seen enough closes the connection: that is no error.
  await pipeline(createReadStream(path, { start, end }), response).catch(() => undefined);
}

/**
 * The file a request is for, if a route leads to it; never one outside the route's folder.
 *
 * @param {Record<string, string>} routes
 * @param {string} requested
 */
function fileFor(routes, requested) {
  /** @type {string} */
  let path;
  try {
    path = decodeURIComponent(new URL(requested, "http://127.0.0.1").pathname);
  } catch {
    return undefined;
  }
  for (const [prefix, target] of Object.entries(routes)) {
    if (path === prefix) return target;
    if (!path.startsWith(`${prefix}/`)) continue;
    // As `join` would write it: on Windows, the folders of a build have slashes of both kinds.
    const folder = resolve(target);
    const inside = join(folder, path.slice(prefix.length));
    if (!inside.startsWith(folder + sep)) return undefined;
    return inside.endsWith(sep) ? join(inside, "index.html") : inside;
  }
  return undefined;
}

/**
 * The bytes a Range header asks for, both ends included; undefined when the whole file is to be sent. Of several
 * ranges none is honoured, as RFC 9110 § 14.2 allows.
 *
 * @param {string | undefined} header
 * @param {number} size of the file, in bytes
 * @returns {{ start: number, end: number } | "unsatisfiable" | undefined}
 */
export function parseRange(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const [, from = "", to = ""] = match;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return start > end ? "unsatisfiable" : { start, end };
}
