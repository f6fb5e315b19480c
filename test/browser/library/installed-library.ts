import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { ROOT } from "../../../scripts/bootstrap.mjs";

const run = promisify(execFile);

/** What the React example is bundled with: other people's packages, as `npm install` would put them there. */
const EXAMPLE_PACKAGES = ["esbuild", "@esbuild", "react", "react-dom", "scheduler"];

export interface InstalledLibrary {
  /** An empty project with the packed library, and nothing else, installed. */
  readonly project: string;
  readonly tarball: string;
  /** What the installation put into node_modules. */
  readonly packages: readonly string[];
  remove(): Promise<void>;
}

/** Packs the library as `npm pack` does, and installs it without a network. */
export async function installLibrary(): Promise<InstalledLibrary> {
  const folder = await mkdtemp(join(tmpdir(), "countenance-library-"));
  const project = join(folder, "project");
  await mkdir(project);
  await run("npm", ["pack", "--pack-destination", folder], { cwd: ROOT });
  const [name = ""] = (await readdir(folder)).filter((file) => file.endsWith(".tgz"));
  const tarball = join(folder, name);
  await writeFile(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], { cwd: project });
  const packages = (await readdir(join(project, "node_modules"))).filter((name) => !name.startsWith("."));
  return { project, tarball, packages, remove: () => rm(folder, { recursive: true }) };
}

/** Starts the examples' own server in the project; `origin` is what it says on stdout. */
export async function serveExamples(project: string): Promise<{ origin: string; close: () => Promise<void> }> {
  await cp(`${ROOT}examples`, join(project, "examples"), { recursive: true });
  // As around the examples in the repository: another JSX than theirs.
  await cp(`${ROOT}tsconfig.json`, join(project, "tsconfig.json"));
  for (const name of EXAMPLE_PACKAGES)
    await symlink(`${ROOT}node_modules/${name}`, join(project, "node_modules", name));
  const server = spawn(process.execPath, ["examples/server.mjs", "0"], {
    cwd: project,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(server.stdout), "line")) as [string];
  return {
    origin: new URL(line).origin,
    close: async () => {
      server.kill();
      await once(server, "exit");
    },
  };
}
