// What can be installed without asking: the system's own packages, on Debian and its kin, as root.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Installs packages; apt's words go to stderr.
 *
 * @param {string[]} names
 * @returns {boolean} whether they are there now; false where they can't be installed without asking
 */
export function installPackages(...names) {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !isDebian()) return false;
  process.stderr.write(`Installing what is missing: ${names.join(", ")} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  /** @param {string[]} args */
  const apt = (...args) => spawnSync("apt-get", args, { env, stdio: ["ignore", 2, 2] }).status === 0;
  return apt("update") && apt("install", "--yes", "--no-install-recommends", ...names);
}

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}
