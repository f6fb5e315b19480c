import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type InstalledLibrary, installLibrary } from "../library/installed-library.ts";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcess;
  /** Resolves when stdout holds so many lines. */
  lines(count: number): Promise<void>;
  readonly ended: Promise<Ended>;
}

/** The command as `npm install` of the packed tarball puts it into an empty project. */
export interface InstalledCommand extends InstalledLibrary {
  /** Starts it in the project. */
  start(args: readonly string[], env?: NodeJS.ProcessEnv): Running;
  run(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>;
  /** Browsers that it has started and that are still there, and profiles that were not removed. */
  left(): Promise<readonly string[]>;
  /** Removes the profiles of what was killed. */
  sweep(): Promise<void>;
}

export async function installCommand(): Promise<InstalledCommand> {
  const library = await installLibrary();
  const { project } = library;
  // By their profiles' folder its browsers are told from all others.
  const temporary = join(project, "..", "temporary");
  await mkdir(temporary);
  const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Running => {
    const process_ = spawn(process.execPath, [join(project, "node_modules/.bin/countenance"), ...args], {
      cwd: project,
      env: { ...process.env, TMPDIR: temporary, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    process_.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    process_.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
    });
    const ended = once(process_, "close").then(([code]) => ({ code, stdout, stderr }));
    return {
      process: process_,
      ended,
      lines: async (count) => {
        while (stdout.split("\n").length <= count) {
          const more = await Promise.race([once(process_.stdout, "data"), ended]);
          if ("code" in more) throw new Error(`It ended before: ${stderr}`);
        }
      },
    };
  };
  return {
    ...library,
    start,
    run: (args, env) => start(args, env).ended,
    sweep: async () => {
      await rm(temporary, { recursive: true });
      await mkdir(temporary);
    },
    left: async () => {
      const browsers = execFileSync("ps", ["-axww", "-o", "args="], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line.includes(`--user-data-dir=${temporary}`));
      return [...browsers, ...(await readdir(temporary))];
    },
  };
}
