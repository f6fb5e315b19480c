// Makes a fresh clone ready: every command of package.json calls this first, so that each of them can be the first
// one. Depends on nothing but Node.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkNode } from "./check-node.mjs";
import { Failure } from "./failure.mjs";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** All that is here is for building and testing, whatever the environment says of production, or `npm pack` of dry runs. */
const NPM_OPTIONS = ["--include=dev", "--dry-run=false", "--loglevel=notice"];

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages keyed by path, "" being the project itself
 */

/**
 * Installs what is missing; npm's words go to stderr.
 *
 * @param {string} [folder] of another package.json than the product's own, as "bench/"
 */
export function bootstrap(folder = "") {
  checkNode();
  const locked = readPackages(`${folder}package-lock.json`);
  if (isInstalled(locked, readPackages(`${folder}node_modules/.package-lock.json`))) return;
  process.stderr.write(`Installing the packages of ${folder}package-lock.json …\n`);
  const windows = process.platform === "win32";
  const { status } = spawnSync(windows ? "npm.cmd" : "npm", ["ci", ...NPM_OPTIONS], {
    cwd: ROOT + folder,
    stdio: ["ignore", 2, 2],
    shell: windows,
  });
  if (status !== 0) {
    throw new Failure("npm ci did not succeed, so the packages Countenance is built with are missing: see above why.");
  }
}

/**
 * Whether what is installed is what is locked. Packages for other operating systems are optional and may be missing.
 *
 * @param {LockedPackages | undefined} locked
 * @param {LockedPackages | undefined} installed npm's own list of what lies in node_modules
 */
export function isInstalled(locked, installed) {
  if (!locked || !installed) return false;
  const present = Object.entries(locked).every(
    ([path, { version, optional }]) =>
      path === "" || (path in installed ? installed[path]?.version === version : optional === true),
  );
  return present && Object.keys(installed).every((path) => path in locked);
}

/**
 * @param {string} lockFile
 * @returns {LockedPackages | undefined}
 */
function readPackages(lockFile) {
  if (!existsSync(ROOT + lockFile)) return undefined;
  return JSON.parse(readFileSync(ROOT + lockFile, "utf8")).packages;
}
