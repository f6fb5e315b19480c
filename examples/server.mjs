// Serves the examples on this computer: node examples/server.mjs [port]

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const EXAMPLES = dirname(fileURLToPath(import.meta.url));
const LIBRARY = join(dirname(createRequire(import.meta.url).resolve("countenance/package.json")), "dist", "library");

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".wasm": "application/wasm",
};

const server = createServer(async (request, response) => {
  try {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const body = path === "/react/app.js" ? await bundleReactExample() : await readFile(fileFor(path));
    const type = TYPES[extname(path) || ".html"] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type }).end(body);
  } catch {
    response.writeHead(404, { "Content-Type": "text/plain" }).end(`There is no ${request.url} here.\n`);
  }
});

/** @param {unknown} error */
function refuse(error) {
  const { message } = /** @type {Error} */ (error);
  console.error(
    `The examples cannot be served: ${message.replace(/\.$/, "")}. On another port: npm run examples -- 8081`,
  );
  process.exitCode = 1;
}

server.on("error", refuse);
try {
  server.listen(Number(process.argv[2] ?? 8080), "127.0.0.1", () => {
    const address = server.address();
    if (address && typeof address === "object") console.log(`http://127.0.0.1:${address.port}/`);
  });
} catch (error) {
  // What is no port.
  refuse(error);
}

/** @param {string} path of a request: the library's files are at /countenance/, all others are the examples' */
function fileFor(path) {
  const [folder, inside] = path.startsWith("/countenance/")
    ? [LIBRARY, path.slice("/countenance".length)]
    : [EXAMPLES, path];
  const file = join(folder, decodeURIComponent(inside));
  if (!file.startsWith(folder + sep)) throw new Error("Outside of what is served.");
  return file.endsWith(sep) ? join(file, "index.html") : file;
}

/** esbuild copies no assets: app.jsx says where they are served instead. */
async function bundleReactExample() {
  const { outputFiles } = await build({
    entryPoints: [join(EXAMPLES, "react", "app.jsx")],
    bundle: true,
    format: "esm",
    // A tsconfig.json around it, as the repository's with its Preact, would count for more than options here.
    tsconfigRaw: { compilerOptions: { jsx: "react-jsx", jsxImportSource: "react" } },
    define: { "process.env.NODE_ENV": '"production"' },
    minify: true,
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
